//! A list that only grows, page by page: what stands in it is never moved, however long the list becomes.

use std::ops::{Index, IndexMut};

/// How many things stand on a page.
const ON_A_PAGE: usize = 128;

/// A list in pages.
#[derive(Debug, Clone)]
pub struct Pages<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Pages<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.pages
            .last()
            .map_or(0, |last| (self.pages.len() - 1) * ON_A_PAGE + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Adds one behind the others.
    pub fn push(&mut self, new: T) {
        match self.pages.last_mut().filter(|last| last.len() < ON_A_PAGE) {
            Some(last) => last.push(new),
            None => {
                let mut page = Vec::with_capacity(ON_A_PAGE);
                page.push(new);
                self.pages.push(page);
            }
        }
    }

    /// The one at a place, if the list is as long as that.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.pages.get(place / ON_A_PAGE)?.get(place % ON_A_PAGE)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.pages.iter().flatten()
    }
}

impl<T> Index<usize> for Pages<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.pages[place / ON_A_PAGE][place % ON_A_PAGE]
    }
}

impl<T> IndexMut<usize> for Pages<T> {
    fn index_mut(&mut self, place: usize) -> &mut T {
        &mut self.pages[place / ON_A_PAGE][place % ON_A_PAGE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_at_its_place() {
        let mut list = Pages::default();
        assert!(list.is_empty() && list.get(0).is_none());
        for number in 0..=2 * ON_A_PAGE {
            assert_eq!(list.len(), number);
            list.push(number);
        }
        for place in [0, 1, ON_A_PAGE - 1, ON_A_PAGE, 2 * ON_A_PAGE] {
            assert_eq!((list[place], list.get(place)), (place, Some(&place)));
        }
        assert_eq!(list.get(2 * ON_A_PAGE + 1), None);
        assert!(list.iter().copied().eq(0..=2 * ON_A_PAGE));
        list[ON_A_PAGE] = 7;
        assert_eq!(list[ON_A_PAGE], 7);
    }
}
