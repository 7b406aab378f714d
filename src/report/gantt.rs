//! Initiatives on a line of time, by perspective.

use super::figure::{Figure, Gantt, GanttGroup, GanttRow, GanttStep, GanttTick, Progress};
use super::initiative::InitiativeView;
use super::sheet::Sheet;
use crate::scorecard::{Frequency, Initiative, Milestone, NodeDetail, NodeIndex, Period};

/// Up to so many months every one is named; up to the second every quarter; beyond only years.
const MONTHS: i64 = 10;
const QUARTERS: i64 = 48;

/// The picture of a scorecard's initiatives; `summary` says it in words. `None` where no date is known.
pub fn figure(sheet: &Sheet, summary: String) -> Option<Figure> {
    let groups = groups(sheet);
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let days = rows().filter_map(|row| row.span).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let now = sheet.period().days().1 as f64;
    let caption = sheet.pen.caption("gantt", sheet.pen.say("gantt.title", &[]), summary);
    let ticks = ticks(sheet, (days.0.min(now), days.1.max(now)));
    let now_label = sheet.pen.say("gantt.now", &[("period", &sheet.pen.period(sheet.period()))]);
    Some(Figure::Gantt(Gantt { caption, groups, ticks, now, now_label }))
}

/// Perspectives in the order of the YAML, their initiatives by the day they begin.
fn groups(sheet: &Sheet) -> Vec<GanttGroup> {
    let all = sheet.scorecard().indexed();
    let perspectives = all.filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective)).map(|(index, _)| index);
    let groups = perspectives.map(|perspective| group(sheet, perspective));
    groups.filter(|group| !group.rows.is_empty()).collect()
}

fn group(sheet: &Sheet, perspective: NodeIndex) -> GanttGroup {
    let all = sheet.scorecard().initiatives.iter();
    let mut own: Vec<&Initiative> = all.filter(|each| sheet.parent(each.objective) == Some(perspective)).collect();
    own.sort_by_key(|each| each.start.map(Period::days));
    GanttGroup { title: sheet.title(perspective), rows: own.into_iter().map(|each| row(sheet, each)).collect() }
}

fn row(sheet: &Sheet, initiative: &Initiative) -> GanttRow {
    let view = sheet.initiative(initiative);
    let mut milestones: Vec<&Milestone> = initiative.milestones.iter().collect();
    milestones.sort_by_key(|each| each.due.days().1);
    let steps: Vec<GanttStep> = milestones.into_iter().map(|milestone| step(sheet, milestone)).collect();
    let written = [initiative.start.map(|start| start.days().0), initiative.end.map(|end| end.days().1)];
    let days = written.into_iter().flatten().map(|day| day as f64).chain(steps.iter().map(|step| step.due));
    let span = days.map(|day| (day, day)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    GanttRow {
        note: short_schedule(sheet, initiative, &view),
        progress: progress(view.state),
        label: view.title,
        span,
        steps,
    }
}

/// As on the page, but for what is due now: `due in October`.
fn short_schedule(sheet: &Sheet, initiative: &Initiative, view: &InitiativeView) -> String {
    match sheet.lateness(initiative) {
        Some(by) if by <= 0 => {
            let period = sheet.pen.period_beside(sheet.period(), sheet.period());
            sheet.pen.say("milestone.due", &[("period", &period)])
        }
        _ => view.schedule.clone(),
    }
}

fn step(sheet: &Sheet, milestone: &Milestone) -> GanttStep {
    let view = sheet.milestone(milestone);
    let (due, now) = (milestone.due.days().1 as f64, sheet.period().days().1 as f64);
    let progress = progress(view.state);
    let at = match (progress, milestone.done) {
        (Progress::Done, Some(done)) => done.days().1 as f64,
        (Progress::Late, _) => now,
        _ => due,
    };
    let due_words = sheet.pen.say("milestone.due", &[("period", &view.due)]);
    let fill = [("title", view.title.as_str()), ("due", &due_words), ("state", &view.state_word)];
    GanttStep { said: sheet.pen.say("gantt.step", &fill), label: view.title, due, at, progress }
}

fn progress(state: &str) -> Progress {
    match state {
        "done" => Progress::Done,
        "late" => Progress::Late,
        _ => Progress::Open,
    }
}

/// Where years begin, and quarters or months where they can be told apart; the first by name where no year begins.
fn ticks(sheet: &Sheet, (first, last): (f64, f64)) -> Vec<GanttTick> {
    let epoch = Period::containing(1970, 1, 1, Frequency::Day).map(|day| day.plus(first as i64));
    let Some(mut month) = epoch.map(|day| day.ending_in(Frequency::Month)) else { return Vec::new() };
    let months = ((last - first) / 30.4).ceil() as i64;
    let step = if months <= MONTHS { 1 } else { 3 };
    let mut ticks = Vec::new();
    for _ in 0..=months + 1 {
        let at = month.days().0 as f64;
        let year_begins = month.month() == 1;
        let named = year_begins || (months <= QUARTERS && (i64::from(month.month()) - 1) % step == 0);
        if named && (first..=last).contains(&at) {
            ticks.push((month, GanttTick { at, label: tick(sheet, month, year_begins), major: year_begins }));
        }
        month = month.plus(1);
    }
    let any_year = ticks.iter().any(|(_, tick)| tick.major);
    if let ([(month, tick), ..], false) = (ticks.as_mut_slice(), any_year) {
        tick.label = sheet.pen.period(*month);
        tick.major = true;
    }
    ticks.into_iter().map(|(_, tick)| tick).collect()
}

fn tick(sheet: &Sheet, month: Period, year_begins: bool) -> String {
    if year_begins {
        return sheet.pen.say("tick.year", &[("year", &month.year().to_string())]);
    }
    sheet.pen.say(&format!("month.{}.short", month.month()), &[])
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn a_late_step_stands_at_its_day_and_reaches_to_the_end_of_the_period() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let Some(Figure::Gantt(gantt)) = figure(&sheet, String::new()) else { panic!("a picture") };
        assert_eq!((gantt.groups.len(), gantt.groups[0].title.as_str()), (1, "Customer"));
        let row = &gantt.groups[0].rows[0];
        assert_eq!((row.note.as_str(), row.progress), ("2 months late", Progress::Late));
        let day = |text: &str| Period::parse(text).expect("a period").days().1 as f64;
        assert_eq!(row.span, Some((day("2026-02"), day("2026-12"))));
        let [hire, open] = row.steps.as_slice() else { panic!("two steps") };
        assert_eq!((hire.due, hire.at, hire.progress), (day("2026-05"), day("2026-06"), Progress::Done));
        assert_eq!((open.due, open.at), (day("2026-08-15"), day("2026-10")));
        assert_eq!(open.said, "Open: due 15 August 2026, 2 months late");
        assert_eq!(gantt.now_label, "end of October 2026");
    }

    #[test]
    fn within_one_year_the_first_tick_says_which() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let day = |text: &str| Period::parse(text).expect("a period").days().0 as f64;
        let labels = |from: &str, to: &str| -> Vec<String> {
            ticks(&sheet, (day(from), day(to))).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels("2026-03", "2026-06"), ["March 2026", "Apr", "May", "Jun"]);
        assert_eq!(labels("2025-06", "2026-08"), ["Jul", "Oct", "2026", "Apr", "Jul"]);
        assert_eq!(labels("2020-06", "2026-08"), ["2021", "2022", "2023", "2024", "2025", "2026"]);
    }
}
