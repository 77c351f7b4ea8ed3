//! Claims: numbers that fit their wording, lines that the event cites, successors of what was superseded.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::event;
use conflict_timeline_core::model::{Claim, ClaimStatus, DataSet, Event, Measure, Word, Wording};

pub(super) fn check(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    for one in &data.events {
        let Some(entry) = event(&folder.inputs, &one.slug) else { continue };
        let tables = [entry.tables("claim"), entry.tables("claims")].concat();
        for (index, claim) in one.claims.iter().enumerate() {
            let at = tables.get(index).map_or(entry.id_at(), |table| table.node.at);
            let mut complain = |level: Level, code: &str, message: String| {
                findings.push(Finding::at(level, code, entry.input, at, message));
            };
            if let Some(message) = number_against_wording(claim) {
                complain(Level::Error, "CD-121", message);
            }
            if let Some(message) = uncited_line(one, claim, data) {
                complain(Level::Error, "CD-122", message);
            }
            if claim.status == ClaimStatus::Superseded {
                match claim.replaced_by.and_then(|new| one.claims.get(new as usize)) {
                    None => complain(
                        Level::Error,
                        "CD-123",
                        "superseded, but no claim of this event has `replaces` with its id".into(),
                    ),
                    Some(new) if new.by != claim.by || new.what != claim.what || new.about != claim.about => complain(
                        Level::Error,
                        "CD-124",
                        "superseded by a claim of another claimant, or about something else".into(),
                    ),
                    Some(_) => {}
                }
            }
            if claim.status == ClaimStatus::Denied && one.claims.len() == 1 {
                complain(Level::Warning, "CD-125", "denied, but no other claim of this event says by whom".into());
            }
            if matches!(claim.what, Measure::Other) && claim.says.is_none() {
                complain(Level::Error, "CD-126", "a claim about `other` needs `says`".into());
            }
            if matches!(claim.what, Measure::Attribution | Measure::Control)
                && claim.about.is_none()
                && claim.says.is_none()
            {
                complain(
                    Level::Error,
                    "CD-127",
                    format!("a claim about `{}` needs `about` or `says`", claim.what.name()),
                );
            }
            if claim.what == Measure::Destroyed && claim.unit.is_none() {
                complain(Level::Warning, "CD-128", "what was destroyed? `unit` is missing".into());
            }
        }
    }
}

/// Whether people or things are counted.
fn is_count(what: Measure) -> bool {
    !matches!(what, Measure::Attribution | Measure::Control | Measure::Date | Measure::Other)
}

fn number_against_wording(claim: &Claim) -> Option<String> {
    let has_number = claim.low.is_some() || claim.high.is_some();
    let wording = claim.wording.name();
    match claim.wording {
        Wording::Several | Wording::Dozens | Wording::Hundreds | Wording::NoneGiven | Wording::Denied => {
            has_number.then(|| format!("a number does not go with the wording `{wording}`"))
        }
        Wording::Range if is_count(claim.what) => {
            let is_range = claim.low.is_some() && claim.high.is_some() && claim.low != claim.high;
            (!is_range).then(|| "the wording `range` needs a `low` and a higher `high`".into())
        }
        _ => (is_count(claim.what) && !has_number)
            .then(|| format!("`{}` has no number, and the wording is `{wording}`", claim.what.name())),
    }
}

fn uncited_line(event: &Event, claim: &Claim, data: &DataSet) -> Option<String> {
    let source = claim.source?;
    let name = &data.source(source).slug;
    if claim.line == 0 {
        return Some(format!("the claim names no line of `{name}`"));
    }
    let mut cited = event.sources.iter().filter(|cited| cited.source == source).peekable();
    if cited.peek().is_none() {
        return Some(format!("the claim's source `{name}` is not among the event's"));
    }
    let is_cited = cited.any(|cited| cited.lines.contains(&claim.line));
    (!is_cited).then(|| format!("line {} of `{name}` is not among the event's lines", claim.line))
}
