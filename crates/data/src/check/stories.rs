//! Stories: filters that parse, and steps whose event can be seen in them.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::entries;
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::query::{Filter, Index, matches};

pub(super) fn check(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    let index = Index::new(data);
    for entry in entries(&folder.inputs, "story") {
        let Some(story) = data.stories.iter().find(|story| Some(story.slug.as_str()) == entry.text("id")) else {
            let message = "this story has no `id`".into();
            findings.push(Finding::at(Level::Error, "CD-141", entry.input, entry.node.at, message));
            continue;
        };
        let tables = [entry.tables("step"), entry.tables("steps")].concat();
        if tables.len() != story.steps.len() {
            continue; // A step that could not be read is complained about already.
        }
        for (step, table) in story.steps.iter().zip(tables) {
            let at = table.get("filter").map_or(table.node.at, |node| node.at);
            let (mut filter, problems) = Filter::parse(&step.filter, data);
            for problem in &problems {
                let message = format!("`filter`: {}", problem.message);
                findings.push(Finding::at(Level::Error, &problem.code.label(), table.input, at, message));
            }
            let Some(event) = step.event else { continue };
            (filter.from, filter.to) = (Some(step.span.from), Some(step.span.to.plus(-1)));
            if problems.is_empty() && !matches(&index, &filter).has(event) {
                let slug = &data.event(event).slug;
                let message = format!("the event `{slug}` is hidden by this step's filter or span");
                findings.push(Finding::at(Level::Error, "CD-142", table.input, at, message));
            }
        }
    }
}
