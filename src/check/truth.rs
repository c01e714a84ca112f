//! Three answers: yes, no, and not to be decided, with its reason.

use crate::facts::Undecided;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    Undecided(Undecided),
}

impl Truth {
    pub fn of(yes: bool) -> Truth {
        if yes { Truth::True } else { Truth::False }
    }
    /// False where one is; else undecided, for the first reason, where one is; else true.
    pub fn all(of: impl IntoIterator<Item = Truth>) -> Truth {
        let mut all = Truth::True;
        for t in of {
            match t {
                Truth::False => return Truth::False,
                Truth::Undecided(_) if all == Truth::True => all = t,
                Truth::Undecided(_) | Truth::True => {}
            }
        }
        all
    }
    /// True where one is; else undecided, for the first reason, where one is; else false.
    pub fn any(of: impl IntoIterator<Item = Truth>) -> Truth {
        let mut any = Truth::False;
        for t in of {
            match t {
                Truth::True => return Truth::True,
                Truth::Undecided(_) if any == Truth::False => any = t,
                Truth::Undecided(_) | Truth::False => {}
            }
        }
        any
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            undecided => undecided,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True};
    use super::*;

    const DATE: Truth = Truth::Undecided(Undecided::Date);
    const NAME: Truth = Truth::Undecided(Undecided::Name);

    #[test]
    fn and_or_not_by_the_table() {
        for (a, b, and, or) in [
            (True, True, True, True),
            (True, False, False, True),
            (True, DATE, DATE, True),
            (False, True, False, True),
            (False, False, False, False),
            (False, DATE, False, DATE),
            (DATE, True, DATE, True),
            (DATE, False, False, DATE),
            (DATE, NAME, DATE, DATE),
            (NAME, DATE, NAME, NAME),
        ] {
            assert_eq!(Truth::all([a, b]), and, "{a:?} and {b:?}");
            assert_eq!(Truth::any([a, b]), or, "{a:?} or {b:?}");
        }
        assert_eq!((!True, !False, !DATE), (False, True, DATE));
        assert_eq!((Truth::all([]), Truth::any([])), (True, False));
    }
}
