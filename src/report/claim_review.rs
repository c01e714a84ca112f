//! [ClaimReview] of schema.org, as JSON-LD: for findings in which something says who is right, the record or the calendar and
//! arithmetic. Where articles merely differ, no claim is called false, and nothing is written.
//!
//! [ClaimReview]: https://schema.org/ClaimReview

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::ci::Input;
use super::excerpt::sentences;
use super::json::line;
use super::sanitize::Sanitized;
use crate::finding::{Finding, Level, Verdict};

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let reviews: Vec<Value> = input.shown().filter(|f| is_decided(f)).filter_map(|f| review(input, f)).collect();
    let mut text = Vec::new();
    line(&mut text, &reviews)?;
    let text = String::from_utf8(text).map_err(io::Error::other)?;
    // It is made to stand within a page, where `</script>` would end it.
    out.write_all(text.replace('<', "\\u003c").as_bytes())
}

fn is_decided(finding: &Finding) -> bool {
    let articles: BTreeSet<_> = finding.labels.iter().map(|l| l.article).collect();
    let decides = finding.record.is_some() || articles.len() == 1;
    finding.verdict == Verdict::Violated && finding.level >= Level::Warning && finding.suppressed.is_none() && decides
}

fn review(input: &Input, finding: &Finding) -> Option<Value> {
    let label = finding.first_label()?;
    let article = input.batch.get(label.article);
    let document = input.documents.article(label.article);
    let sentence = sentences(document, document.clamp(label.span));
    let mut appearance = Map::from_iter([("@type".to_string(), json!("CreativeWork"))]);
    appearance.insert("name".into(), Sanitized::name(&article.name).as_str().into());
    if let Some(url) = article.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
        appearance.insert("url".into(), Sanitized::name(url).as_str().into());
    }
    let mut claim = json!({"@type": "Claim", "appearance": appearance});
    if let Some(day) = article.date.as_ref().and_then(|d| d.value.from) {
        claim["datePublished"] = day.to_string().into();
    }
    if let Some(source) = &article.source {
        claim["author"] = json!({"@type": "Organization", "name": Sanitized::words(source).as_str()});
    }
    let mut review = json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": Sanitized::words(sentence.of(document.text())).as_str(),
        "reviewBody": input.text(finding),
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": if finding.record.is_some() { "Contradicted by the record" } else { "Contradicts itself" },
        },
    });
    if let Some(publisher) = &input.options.publisher {
        review["author"] = json!({"@type": "Organization", "name": publisher});
    }
    Some(review)
}
