use claimlint::extract::{MentionKind, names, offices};
use claimlint::language::Program;
use claimlint::text::Doc;
use std::io::BufRead;
fn main() {
    let program = Program::default();
    let lexicon = names::Lexicon::new(&program);
    let register = offices::Register::new(&program);
    let only_bad = std::env::args().nth(1).is_some_and(|a| a == "bad");
    let (mut n, mut good) = (0, 0);
    let mut t_off = std::time::Duration::ZERO;
    let mut t_names = std::time::Duration::ZERO;
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let v: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = v["context"].as_str().or(v["text"].as_str()).unwrap();
        let article = claimlint::article::Article {
            name: "x".into(),
            text: text.into(),
            map: Default::default(),
            original: None,
            blocks: text
                .split("\n\n")
                .scan(0usize, |at, p| {
                    let s = *at;
                    *at += p.len() + 2;
                    Some((s, p.len()))
                })
                .filter(|x| x.1 > 0)
                .map(|(s, l)| claimlint::article::Block {
                    kind: claimlint::article::BlockKind::Paragraph,
                    span: claimlint::source::Span::new(s, s + l),
                })
                .collect(),
            date: None,
            modified: None,
            url: None,
            source: None,
            story: None,
        };
        let doc = Doc::new(&article);
        let t = std::time::Instant::now();
        let nm = names::find(&doc, &article, &lexicon);
        t_names += t.elapsed();
        let t = std::time::Instant::now();
        let off = offices::find(&doc, &nm, &register);
        t_off += t.elapsed();
        if let Some(m) = v.get("mention") {
            n += 1;
            let co = v["context_offset"].as_u64().unwrap();
            let start = m["start"].as_u64().unwrap() - co;
            let b: usize = text.chars().take(start as usize).map(|c| c.len_utf8()).sum();
            let e = b + m["text"].as_str().unwrap().len();
            let span = claimlint::source::Span::new(b, e);
            let o = off.iter().find(|o| o.span.overlaps(span));
            let p = nm.iter().filter(|p| p.kind == MentionKind::Person && p.span.overlaps(span)).next_back();
            let ok = matches!((o, p), (Some(o), Some(p)) if o.end <= p.first && p.first - o.end < 3 && p.span.end as usize >= e);
            good += ok as u32;
            if !ok || !only_bad {
                let on = o.map(|o| {
                    format!(
                        "{:?} = {}",
                        o.span.of(text),
                        match &o.value {
                            claimlint::facts::Value::Office(x) => x.name.to_string(),
                            _ => String::new(),
                        }
                    )
                });
                println!(
                    "{} gold {:?} ({}) office {:?} person {:?}  names {:?}\n    …{}…",
                    if ok { "ok " } else { "BAD" },
                    m["text"].as_str().unwrap(),
                    v["position"].as_str().unwrap(),
                    on,
                    p.map(|p| p.span.of(text)),
                    nm.iter().filter(|x| x.span.overlaps(span)).map(|x| (x.kind, x.span.of(text))).collect::<Vec<_>>(),
                    &text[text.floor_char_boundary(b.saturating_sub(50))
                        ..text.ceil_char_boundary((e + 40).min(text.len()))]
                        .replace('\n', "/")
                );
            }
        } else {
            for o in &off {
                println!(
                    "{:?} = {}",
                    o.span.of(text),
                    match &o.value {
                        claimlint::facts::Value::Office(x) => x.name.to_string(),
                        _ => String::new(),
                    }
                );
            }
        }
    }
    eprintln!("{good} of {n}; names {t_names:?} offices {t_off:?}");
}
