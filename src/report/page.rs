//! The page that reports for people are drawn on, and what a terminal can show.

use std::env;
use std::io::IsTerminal;

/// How wide and with which means reports for people are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Columns; under 40, lines may run over.
    pub width: usize,
    /// ANSI colours.
    pub color: bool,
    /// Lines drawn with box characters rather than ASCII.
    pub unicode: bool,
}

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

impl Default for Page {
    /// What a file or a pipe gets: 100 columns, no colours.
    fn default() -> Page {
        Page { width: 100, color: false, unicode: true }
    }
}

impl Page {
    /// For standard output. Where that is no terminal the page depends on nothing but `color`.
    pub fn of_stdout(color: ColorChoice) -> Page {
        Page::of(std::io::stdout().is_terminal(), color, |name| env::var(name).ok())
    }
    /// For standard error.
    pub fn of_stderr(color: ColorChoice) -> Page {
        Page::of(std::io::stderr().is_terminal(), color, |name| env::var(name).ok())
    }
    fn of(terminal: bool, color: ColorChoice, variable: impl Fn(&str) -> Option<String>) -> Page {
        let variable = |name: &str| variable(name).filter(|v| !v.is_empty());
        let term = variable("TERM");
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && variable("NO_COLOR").is_none() && term.as_deref() != Some("dumb"),
        };
        let mut page = Page { color, ..Page::default() };
        if terminal {
            let columns = terminal_size::terminal_size().map(|(width, _)| width.0 as usize);
            page.width = columns.unwrap_or(80).clamp(40, 120);
            let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
            let utf8 = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
            page.unicode = cfg!(windows) || (utf8 && term.as_deref() != Some("linux"));
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_boxes_follow_the_terminal() {
        let page = |terminal, color, variables: &[(&str, &str)]| {
            let page = Page::of(terminal, color, |name| {
                variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string())
            });
            (page.color, page.unicode)
        };
        let utf8 = ("LANG", "en_GB.UTF-8");
        assert_eq!(page(true, ColorChoice::Auto, &[utf8]), (true, true));
        assert_eq!(page(true, ColorChoice::Auto, &[utf8, ("NO_COLOR", "1")]), (false, true));
        assert_eq!(page(true, ColorChoice::Auto, &[utf8, ("NO_COLOR", "")]), (true, true));
        assert_eq!(page(true, ColorChoice::Always, &[("NO_COLOR", "1"), ("LANG", "C")]), (true, false));
        assert_eq!(page(true, ColorChoice::Auto, &[utf8, ("LC_ALL", "POSIX"), ("TERM", "dumb")]), (false, false));
        assert_eq!(page(false, ColorChoice::Auto, &[("LANG", "C")]), (false, true));
        assert_eq!(page(false, ColorChoice::Always, &[]), (true, true));
    }
}
