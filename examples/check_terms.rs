use clausec::check::{Library, LibraryFile, ReadingChoice, check};
use clausec::source::{LineIndex, Sources};
use clausec::syntax::parse;
use std::path::Path;
fn collect(dir: &Path, ext: &str, out: &mut Vec<std::path::PathBuf>) {
    let mut all: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    all.sort();
    for p in all {
        if p.is_dir() {
            if p.file_name().unwrap() != "scenarios" {
                collect(&p, ext, out)
            }
        } else if p.extension().is_some_and(|x| x == ext) {
            out.push(p)
        }
    }
}
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let root_s = std::env::var("ROOT").unwrap_or("clauses".into());
    let root = Path::new(&root_s);
    let mut paths = vec![];
    collect(&root.join("vocabulary"), "clause", &mut paths);
    collect(&root.join("law/nl"), "clause", &mut paths);
    for a in &args {
        if Path::new(a).is_dir() {
            collect(Path::new(a), "clause", &mut paths)
        } else if a.ends_with(".clause") {
            paths.push(a.into())
        }
    }
    let mut lib = Library::default();
    let mut csv = vec![];
    collect(&root.join("law"), "csv", &mut csv);
    for p in csv {
        lib.tables.insert(
            p.strip_prefix(&root_s)
                .unwrap()
                .to_string_lossy()
                .into_owned(),
            std::fs::read_to_string(&p).unwrap(),
        );
    }
    let mut sources = Sources::default();
    for p in paths {
        let text = std::fs::read_to_string(&p).unwrap();
        let id = sources.add(p.to_string_lossy(), text);
        let parsed = parse(sources.get(id).unwrap());
        for pr in &parsed.problems {
            println!(
                "PARSE {} {} {:?}",
                p.display(),
                pr.message,
                pr.labels.first()
            );
        }
        lib.files.push(LibraryFile {
            source: id,
            file: parsed.file,
        });
    }
    lib.sources = sources;
    let t = std::time::Instant::now();
    let checked = check(&lib, &ReadingChoice::default());
    eprintln!(
        "{:?} problems {} program {}",
        t.elapsed(),
        checked.problems.len(),
        checked.program.is_some()
    );
    let mut counts = std::collections::BTreeMap::new();
    for p in &checked.problems {
        *counts.entry(p.code).or_insert(0) += 1;
    }
    for p in &checked.problems {
        if let Some((span, why)) = p.labels.first() {
            let s = lib.sources.get(span.source).unwrap();
            let ix = LineIndex::new(&s.text);
            let pos = ix.position(&s.text, span.start);
            println!(
                "{}:{}:{} [{}] {} -- {} => `{}` {}",
                s.name,
                pos.line,
                pos.column,
                p.code,
                p.message,
                why,
                span.of(&s.text).replace('\n', " "),
                p.labels.get(1).map_or(String::new(), |(sp, w)| format!(
                    "({w}: {})",
                    lib.sources.words(*sp)
                ))
            );
            if let Some(h) = &p.help {
                println!("      help: {h}");
            }
        } else {
            println!("[{}] {}", p.code, p.message);
        }
    }
    eprintln!("{counts:?}");
    if std::env::var("SHOW").is_ok() {
        if let Some(pr) = checked.program {
            for r in pr.rules {
                println!("{r:#?}");
            }
        }
    }
}
