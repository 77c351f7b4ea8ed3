//! The real set, and how two sets are compared.

use conflict_data::folder::Folder;
use conflict_timeline_core::model::{DataSet, TextId, Texts};
use std::path::PathBuf;

/// The top of the workspace.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of the real set.
pub fn mali() -> Folder {
    Folder::open(&root().join("data/mali-war")).expect("data/mali-war is there")
}

/// The same set with its texts numbered by where they are used, so that equal sets are equal byte for byte.
/// The numbers otherwise tell only in which order files were read.
pub fn renumbered(data: &DataSet) -> DataSet {
    let mut same = data.clone();
    let languages: Vec<String> = ["en", "fr", "ar"].into_iter().map(str::to_string).collect();
    let old = core::mem::take(&mut same.texts);
    assert!(old.languages().all(|language| languages.iter().any(|known| known == language)));
    let mut texts = Texts::new("en");
    let mut renumber = |ids: &mut [&mut TextId]| {
        let before: Vec<TextId> = ids.iter().map(|id| **id).collect();
        for (at, id) in before.iter().enumerate() {
            // Two fields that share one text still share it: a short title taken from the title.
            let shared = before[..at].iter().position(|earlier| earlier == id && !id.is_none());
            *ids[at] = match shared {
                Some(earlier) => *ids[earlier],
                None => texts.add(languages.iter().filter_map(|name| Some((name.as_str(), old.exact(*id, name)?)))),
            };
        }
    };
    let meta = &mut same.meta;
    renumber(&mut [&mut meta.title, &mut meta.subtitle, &mut meta.about, &mut meta.credit]);
    for event in same.events.list_mut() {
        let rest = [&mut event.note, &mut event.date_note, &mut event.record];
        let mut ids = vec![&mut event.title, &mut event.short, &mut event.summary];
        ids.extend(rest);
        renumber(&mut ids);
        for claim in &mut event.claims {
            renumber(&mut [&mut claim.voice, &mut claim.says, &mut claim.unit]);
        }
    }
    for actor in &mut same.actors {
        renumber(&mut [&mut actor.name, &mut actor.short, &mut actor.label]);
        actor.alignment.iter_mut().for_each(|row| renumber(&mut [&mut row.note]));
    }
    same.people.iter_mut().for_each(|person| renumber(&mut [&mut person.name, &mut person.role]));
    same.places.iter_mut().for_each(|place| renumber(&mut [&mut place.name]));
    same.sources.iter_mut().for_each(|source| renumber(&mut [&mut source.title, &mut source.date_note]));
    same.phases.iter_mut().for_each(|phase| renumber(&mut [&mut phase.name, &mut phase.summary]));
    same.control.iter_mut().for_each(|row| renumber(&mut [&mut row.note]));
    for story in &mut same.stories {
        renumber(&mut [&mut story.title, &mut story.lead]);
        story.steps.iter_mut().for_each(|step| renumber(&mut [&mut step.title, &mut step.text]));
    }
    same.corrections.iter_mut().for_each(|one| renumber(&mut [&mut one.what, &mut one.why]));
    same.texts = texts;
    same
}
