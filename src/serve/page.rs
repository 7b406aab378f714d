//! Pages on their way out: those of the site with a script and what was found, and the server's own.
//!
//! Whatever stands in a page is escaped here; nothing is put together in the browser.

use super::address;
use super::shelf::{Now, Site, Told};
use crate::diagnostic::did_you_mean;

/// Where the script and the style of served pages lie; no page of a site can have such a name.
pub(super) const SCRIPT: &str = "/_scorebook/live.js";
/// See [`SCRIPT`].
pub(super) const STYLE: &str = "/_scorebook/live.css";

/// Findings beyond these are left to the terminal.
const SHOWN: usize = 50;
/// An address longer than this resembles no page.
const LIKELY: usize = 200;

/// A page of the site as it is served: it may hear of news, reloads itself, and tells what was found.
pub(super) fn dress(html: &str, now: &Now) -> String {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{STYLE}\">\n<script src=\"{SCRIPT}\" data-build=\"{}\" defer></script>\n",
        now.token()
    );
    let html = hearing(html);
    let html = match find(&html, "</head") {
        Some(at) => insert(&html, at, &head),
        None => format!("{head}{html}"),
    };
    let findings = findings(now);
    match rfind(&html, "</body") {
        Some(at) => insert(&html, at, &findings),
        None => html + &findings,
    }
}

/// The page's own policy with leave to ask this server for news; a page without one needs none.
fn hearing(html: &str) -> String {
    const META: &str = "http-equiv=\"content-security-policy\" content=\"";
    let Some(begin) = find(html, META).map(|at| at + META.len()) else { return html.to_owned() };
    let Some(end) = html[begin..].find('"').map(|length| begin + length) else { return html.to_owned() };
    let mut policy: Vec<String> = html[begin..end].split(';').map(|part| part.trim().to_owned()).collect();
    policy.retain(|part| !part.is_empty());
    for wanted in ["connect-src", "script-src", "style-src"] {
        allow_self(&mut policy, wanted);
    }
    format!("{}{}{}", &html[..begin], policy.join("; "), &html[end..])
}

/// Adds `'self'` to a directive; what `default-src` gave it before is kept.
fn allow_self(policy: &mut Vec<String>, directive: &str) {
    let of = |name: &str, policy: &[String]| {
        policy.iter().position(|part| part.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(name)))
    };
    let Some(fallback) = of("default-src", policy).or_else(|| of(directive, policy)) else { return };
    let at = of(directive, policy);
    let sources: Vec<&str> = policy[at.unwrap_or(fallback)].split_whitespace().skip(1).collect();
    if sources.contains(&"'self'") {
        return;
    }
    let kept = sources.into_iter().filter(|source| *source != "'none'");
    let part = std::iter::once(directive).chain(kept).chain(std::iter::once("'self'")).collect::<Vec<_>>().join(" ");
    match at {
        Some(at) => policy[at] = part,
        None => policy.push(part),
    }
}

/// What the last build found, at the foot of a page: open and in the way where it failed. None where nothing was found.
fn findings(now: &Now) -> String {
    if now.told.is_empty() && !now.failed {
        return String::new();
    }
    let counts = counts(now);
    let (class, open, says) = if now.failed {
        (
            " failed",
            " open",
            format!("<strong>The last build failed: {counts}.</strong> This is the report as it was before."),
        )
    } else {
        ("", "", format!("The last build: {counts}."))
    };
    format!(
        "<aside class=\"scorebook-live{class}\" lang=\"en\" aria-label=\"The last build\">\n\
         <details{open}><summary>{says}</summary>\n{}</details>\n</aside>\n",
        list(&now.told)
    )
}

/// Findings one below the other; a keyboard can scroll each.
fn list(told: &[Told]) -> String {
    let one = |told: &Told| {
        let class = if told.is_error { "error" } else { "warning" };
        format!("<pre class=\"{class}\" tabindex=\"0\">{}</pre>\n", lines(told.text.trim_end()))
    };
    let shown: String = told.iter().take(SHOWN).map(one).collect();
    let more = match told.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("<p>And {more} more; all of them stand in the terminal.</p>\n"),
    };
    format!("<div class=\"scorebook-told\">\n{shown}{more}</div>\n")
}

/// The lines of a finding. Sentences may be broken where the page is narrow; what a caret stands under may not.
fn lines(text: &str) -> String {
    let one = |(at, line): (usize, &str)| {
        let sentence = at == 0 || ["= help: ", "= note: "].iter().any(|begin| line.trim_start().starts_with(begin));
        let line = escape(line);
        if sentence { format!("<span>{line}</span>") } else { format!("{line}\n") }
    };
    text.lines().enumerate().map(one).collect()
}

/// `1 error and 2 warnings`
fn counts(now: &Now) -> String {
    let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    match now.counts() {
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// Instead of a site while there is none: that it is being built, or why it cannot be.
pub(super) fn without_site(now: &Now) -> String {
    let (title, content) = if now.builds == 0 {
        ("The report is being built", "<p>This page shows it as soon as it is there.</p>".to_owned())
    } else {
        let counts = counts(now);
        let help = "Mend the book and save: this page shows the report as soon as it can be built.";
        ("The book cannot be built", format!("<p>{counts}. {help}</p>\n{}", list(&now.told)))
    };
    // The findings are the page; they need not stand below it once more.
    dress(&bare(title, &content), &Now { told: Vec::new(), failed: false, ..now.clone() })
}

/// Where there is no such page: what is meant perhaps, and the way back.
pub(super) fn missing(name: &str, site: &Site, now: &Now) -> String {
    let asked = shown(name);
    let likely = (name.len() <= LIKELY).then(|| did_you_mean(asked, site.pages().map(shown))).flatten();
    let meant = likely.map_or_else(String::new, |page| {
        let link = escape(&address::link(page));
        format!("<p>Did you mean <a href=\"{link}\">{}</a>?</p>\n", escape(page))
    });
    let content = format!(
        "<p>The report has no page <code>{}</code>.</p>\n{meant}\
         <p>A page goes when what it is about is renamed or removed. <a href=\"/\">To the beginning of the report</a></p>",
        escape(&format!("/{asked}"))
    );
    dress(&bare("There is no such page", &content), now)
}

/// The name of a page as it stands in an address: a folder for its index.
fn shown(name: &str) -> &str {
    name.strip_suffix("index.html").unwrap_or(name)
}

fn bare(title: &str, content: &str) -> String {
    include_str!("page.html").replace("{title}", title).replacen("{content}", content, 1)
}

/// Text as it stands in a page.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn insert(html: &str, at: usize, what: &str) -> String {
    format!("{}{what}{}", &html[..at], &html[at..])
}

/// Where ASCII text in lower case first stands, whatever case it is in.
fn find(html: &str, what: &str) -> Option<usize> {
    html.to_ascii_lowercase().find(what)
}

/// Where it last stands.
fn rfind(html: &str, what: &str) -> Option<usize> {
    html.to_ascii_lowercase().rfind(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head>\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">\
        </head><body><p>Hello</p></body></html>";

    fn now(told: &[(&str, bool)], failed: bool) -> Now {
        let told = told.iter().map(|(text, is_error)| Told { is_error: *is_error, text: (*text).to_owned() });
        Now { builds: 3, failed, told: told.collect(), ..Now::default() }
    }

    #[test]
    fn a_page_gets_the_script_and_its_policy_leave_to_hear() {
        let html = dress(PAGE, &now(&[], false));
        assert!(
            html.contains("content=\"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'\""),
            "{html}"
        );
        assert!(html.contains("<script src=\"/_scorebook/live.js\" data-build=\""));
        assert!(html.find("live.js") < html.find("</head>"));
        assert!(!html.contains("<aside"), "nothing was found, so nothing is said");
    }

    #[test]
    fn a_policy_of_the_books_own_is_only_widened_where_it_must_be() {
        let policy = |text: &str| {
            let html = hearing(&format!("<META HTTP-EQUIV=\"Content-Security-Policy\" content=\"{text}\">"));
            html.rsplit("content=\"").next().unwrap_or_default().trim_end_matches("\">").to_owned()
        };
        assert_eq!(policy("img-src 'none'"), "img-src 'none'");
        let own = "default-src 'none'; connect-src 'none'; script-src 'sha256-x='; style-src 'self'";
        assert_eq!(
            policy(own),
            "default-src 'none'; connect-src 'self'; script-src 'sha256-x=' 'self'; style-src 'self'"
        );
        assert_eq!(
            policy("default-src 'self' data:;"),
            "default-src 'self' data:",
            "what falls back to 'self' needs nothing"
        );
    }

    #[test]
    fn what_was_found_is_text_whatever_it_holds() {
        let html = dress(PAGE, &now(&[("bad </pre><script>alert(1)</script> \"x\"", true), ("w", false)], true));
        assert!(html.contains("<span>bad &lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot;"), "{html}");
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("The last build failed: 1 error and 1 warning."));
        assert!(html.find("<aside") < html.find("</body>"));
    }

    #[test]
    fn warnings_alone_stay_folded() {
        let html = dress(PAGE, &now(&[("w", false), ("v", false)], false));
        assert!(html.contains("<details><summary>The last build: 2 warnings."), "{html}");
        assert!(!html.contains("failed"));
    }

    #[test]
    fn a_fragment_without_a_head_is_dressed_too() {
        let html = dress("<p>x</p>", &now(&[("e", true)], true));
        assert!(html.contains("live.js") && html.contains("<p>x</p>") && html.ends_with("</aside>\n"));
    }

    #[test]
    fn without_a_site_the_findings_are_the_page() {
        let waiting = without_site(&Now::default());
        assert!(waiting.contains("is being built") && waiting.contains("live.js"));
        let refused = without_site(&now(&[("the {content} of it", true)], true));
        assert_eq!(refused.matches("the {content} of it").count(), 1);
    }

    #[test]
    fn sentences_may_be_broken_and_what_a_caret_stands_under_may_not() {
        let shown = lines("error[x]: it is <so>\n --> a.yaml:1\n  |\n  = help: do that");
        assert_eq!(
            shown,
            "<span>error[x]: it is &lt;so&gt;</span> --&gt; a.yaml:1\n  |\n<span>  = help: do that</span>"
        );
    }

    #[test]
    fn many_findings_are_cut() {
        let told: Vec<(&str, bool)> = vec![("e", true); 60];
        let html = dress(PAGE, &now(&told, true));
        assert_eq!(html.matches("<pre").count(), 50);
        assert!(html.contains("And 10 more"));
    }
}
