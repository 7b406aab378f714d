//! Small groups: what is withheld, what goes with it, and what still counts above.

use super::*;

/// Two regions, east with b1 and b2, west with b3 and b4, under `all`.
const BRANCHES: [(&str, Option<&str>); 4] =
    [("b1", Some("east")), ("b2", Some("east")), ("b3", Some("west")), ("b4", Some("west"))];

const EVERYONE: [&str; 7] = ["all", "east", "west", "b1", "b2", "b3", "b4"];

fn guarded(least: u32) -> Measure {
    let disclosure = Disclosure { min_group: least, group_size: GroupSize::Denominator, publish_rows: None };
    Measure { disclosure, ratio_scale: 100.0, ..as_is() }
}

/// A rate in each branch: one of so many.
fn branches(least: u32, groups: [f64; 4]) -> Case {
    let rows = BRANCHES.iter().zip(groups).map(|((id, _), of)| rate("2026-10", Some(id), 1.0, of));
    card(vec![leaf("m", 100.0, guarded(least), rows.collect())]).with_entities(&BRANCHES)
}

/// The entities whose value is withheld.
fn withheld(case: &Case) -> Vec<&'static str> {
    let evaluation = case.evaluated();
    let status = |entity: &&str| case.outcome(&evaluation, entity, "2026-10", "m").status == Status::Withheld;
    EVERYONE.into_iter().filter(status).collect()
}

#[test]
fn a_small_group_takes_its_smallest_sibling_along() {
    // b1 alone could be worked out from east and b2.
    assert_eq!(withheld(&branches(5, [4.0, 40.0, 7.0, 9.0])), ["b1", "b2"]);
    // Three and two together are five: only their sum can be worked out.
    assert_eq!(withheld(&branches(5, [3.0, 2.0, 7.0, 9.0])), ["b1", "b2"]);
    // East is too small itself; west would give it away.
    assert_eq!(withheld(&branches(5, [2.0, 2.0, 7.0, 9.0])), ["east", "west", "b1", "b2", "b3", "b4"]);
    assert_eq!(withheld(&branches(5, [5.0, 40.0, 7.0, 9.0])), Vec::<&str>::new());
    assert_eq!(withheld(&branches(0, [1.0, 40.0, 7.0, 9.0])), Vec::<&str>::new());
}

#[test]
fn nothing_of_a_withheld_value_is_left_and_the_sum_above_is_true() {
    let case = branches(5, [4.0, 40.0, 7.0, 9.0]);
    let evaluation = case.evaluated();
    let small = case.outcome(&evaluation, "b1", "2026-10", "m");
    assert_eq!((small.actual, small.numerator, small.denominator, small.n), (None, None, None, None));
    assert_eq!((small.score, small.attainment, small.coverage), (None, None, 0.0));
    assert_eq!((small.low, small.high, small.applies), (0.0, 100.0, true));
    let east = case.outcome(&evaluation, "east", "2026-10", "m");
    assert_eq!((east.numerator, east.denominator), (Some(2.0), Some(44.0)));
}

/// What is shown of an entity, less everything shown below it, rests on nobody or on enough.
#[test]
fn no_group_that_is_too_small_can_be_worked_out() {
    let sizes = [0.0, 1.0, 2.0, 4.0, 5.0, 6.0, 11.0];
    for code in 0..7usize.pow(4) {
        let groups = [code % 7, code / 7 % 7, code / 49 % 7, code / 343].map(|at| sizes[at]);
        let case = branches(5, groups);
        if groups.iter().all(|group| *group == 0.0) {
            continue; // nothing was observed
        }
        let hidden = withheld(&case);
        let of = |entity: &str| match entity {
            "all" => groups.iter().sum(),
            "east" => groups[0] + groups[1],
            "west" => groups[2] + groups[3],
            branch => groups[usize::from(branch.as_bytes()[1] - b'1')],
        };
        let shown = |entity: &str| !hidden.contains(&entity);
        let largest_shown = |region: &str, below: [&str; 2]| {
            if shown(region) { of(region) } else { below.into_iter().filter(|b| shown(b)).map(of).sum::<f64>() }
        };
        let rests = [
            ("all", of("all") - largest_shown("east", ["b1", "b2"]) - largest_shown("west", ["b3", "b4"])),
            ("east", of("east") - ["b1", "b2"].into_iter().filter(|b| shown(b)).map(of).sum::<f64>()),
            ("west", of("west") - ["b3", "b4"].into_iter().filter(|b| shown(b)).map(of).sum::<f64>()),
        ];
        for (entity, rest) in rests.into_iter().filter(|(entity, _)| shown(entity)) {
            assert!(rest == 0.0 || rest >= 5.0, "{entity} gives away {rest} of {groups:?}, withheld {hidden:?}");
        }
        assert!(EVERYONE.into_iter().filter(|e| shown(e)).all(|e| of(e) == 0.0 || of(e) >= 5.0), "{groups:?}");
    }
}

#[test]
fn a_score_above_leaves_what_is_withheld_out() {
    let small = Measure { disclosure: Disclosure { min_group: 5, ..Disclosure::default() }, ..as_is() };
    let few = Observation { n: Some(3.0), ..row("2026-10", None, 10.0) };
    let case = card(vec![leaf("few", 50.0, small.clone(), vec![few.clone()]), scored("many", 50.0, 90.0)]);
    let evaluation = case.evaluated();
    let root = case.outcome(&evaluation, "", "2026-10", "");
    // Below the minimum coverage of 60 %: no score, and not for lack of data.
    assert_eq!((root.score, root.coverage, root.status), (None, 0.5, Status::Withheld));
    assert_eq!((root.low, root.high), (45.0, 95.0));
    let case = card(vec![leaf("few", 20.0, small, vec![few]), scored("many", 80.0, 90.0)]);
    let root = case.outcome(&case.evaluated(), "", "2026-10", "");
    assert_eq!((root.score, root.status), (Some(90.0), Status::OnTrack)); // with the 10 it would be 74
}

#[test]
fn what_is_not_known_to_be_enough_is_too_few() {
    let small = Measure { disclosure: Disclosure { min_group: 5, ..Disclosure::default() }, ..as_is() };
    let rows = vec![Observation { n: Some(9.0), ..row("2026-09", None, 10.0) }, row("2026-10", None, 20.0)];
    let case = card(vec![leaf("m", 100.0, small.clone(), rows)]);
    let evaluation = case.evaluated();
    let status = |at: &str| case.outcome(&evaluation, "", at, "m").status;
    assert_eq!((status("2026-09"), status("2026-10")), (Status::OffTrack, Status::Withheld));
    let case = card(vec![leaf("m", 100.0, small, vec![row("2026-10", None, 20.0)])]);
    let (_, findings) = case.run();
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["group-size-unknown"]);
}
