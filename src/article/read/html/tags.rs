//! What elements do to the text in them.

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Runs on with the text around it.
    Inline,
    /// Begins and ends a unit.
    Block,
    Paragraph,
    /// `h1`
    Headline,
    /// `h2` to `h6`
    Heading,
    Caption,
    /// `article`
    Article,
    /// `main`
    Main,
    /// `br`
    Break,
    Link,
    /// Never holds words of an article.
    Skip,
    /// `title` of the page
    Title,
}

pub fn role(tag: &str) -> Role {
    match tag {
        "p" => Role::Paragraph,
        "h1" => Role::Headline,
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "figcaption" => Role::Caption,
        "article" => Role::Article,
        "main" => Role::Main,
        "br" => Role::Break,
        "a" => Role::Link,
        "title" => Role::Title,
        "nav" | "footer" | "aside" | "script" | "style" | "noscript" | "template" | "iframe" | "svg" | "math"
        | "button" | "select" | "textarea" | "input" | "option" | "object" | "audio" | "video" | "canvas"
        | "dialog" | "menu" | "datalist" | "map" => Role::Skip,
        "address" | "blockquote" | "body" | "center" | "dd" | "details" | "dir" | "div" | "dl" | "dt" | "fieldset"
        | "figure" | "head" | "header" | "hgroup" | "hr" | "html" | "legend" | "li" | "ol" | "pre" | "search"
        | "form" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul"
        | "caption" => Role::Block,
        _ => Role::Inline,
    }
}

/// Elements without content or end tag.
pub fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose start ends an open one of these names, within their own container.
pub fn ends_open(tag: &str) -> &'static [&'static str] {
    match tag {
        "li" => &["li"],
        "dd" | "dt" => &["dd", "dt"],
        "td" | "th" => &["td", "th"],
        "tr" => &["tr", "td", "th"],
        "option" => &["option"],
        "a" => &["a"],
        _ => &[],
    }
}

/// Words in classes and ids of what stands around articles.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "commercial",
    "cookie",
    "cookies",
    "disclaimer",
    "footer",
    "hidden",
    "login",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "promotion",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "toolbar",
    "tooltip",
    "trending",
    "widget",
];

/// Elements that stand around articles unless they hold nearly all: some systems put a whole page into a form.
pub fn stands_around(tag: &str) -> bool {
    tag == "form"
}

/// Whether a class or id names something that stands around articles. Its words are parted by hyphens, underscores
/// and capitals; the first and the last one count, so that `article-with-sidebar-left` is no sidebar.
pub fn is_around(class: &str) -> bool {
    class.split_ascii_whitespace().any(|name| {
        let words: Vec<String> = words(name);
        [words.first(), words.last()].into_iter().flatten().any(|w| AROUND.contains(&w.as_str()))
    })
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(80) {
        if !c.is_ascii_alphanumeric() {
            words.push(String::new());
            small = false;
        } else {
            if c.is_ascii_uppercase() && small {
                words.push(String::new());
            }
            small = c.is_ascii_lowercase();
            if let Some(word) = words.last_mut() {
                word.push(c.to_ascii_lowercase());
            }
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::is_around;

    #[test]
    fn classes_of_what_stands_around() {
        for class in ["share-buttons", "l-grid relatedLinks", "post__comments", "AdSlot ad"] {
            assert!(is_around(class), "{class}");
        }
        for class in ["article-body", "story", "with-sidebar-left", "loading", "", "—"] {
            assert!(!is_around(class), "{class}");
        }
    }
}
