//! What can come after the first picture: all texts that neither the drawing nor the filters show.

use super::{DataSet, Event, Lines, TextId};

impl DataSet {
    /// Takes out what is told of an event beyond its title, and of whoever is named beyond the name, to be shipped apart: for
    /// each language the texts that it has, at the positions of their ids. [`super::Texts::put`] puts them back.
    pub fn take_prose(&mut self) -> Vec<(String, Lines)> {
        let mut is_name = vec![false; self.texts.count()];
        let mut keep = |id: TextId| {
            if let Some(is_kept) = is_name.get_mut(id.0 as usize) {
                *is_kept = true;
            }
        };
        [self.meta.title, self.meta.subtitle].into_iter().for_each(&mut keep);
        self.events.each(&mut |_, Event { title, short, .. }| [*title, *short].into_iter().for_each(&mut keep));
        self.actors.iter().flat_map(|actor| [actor.name, actor.short]).for_each(&mut keep);
        self.people.iter().map(|person| person.name).for_each(&mut keep);
        self.places.iter().map(|place| place.name).for_each(&mut keep);
        self.phases.iter().map(|phase| phase.name).for_each(&mut keep);
        self.sources.iter().map(|source| source.title).for_each(&mut keep);
        self.stories.iter().map(|story| story.title).for_each(&mut keep);
        self.texts.split(&is_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Texts;

    #[test]
    fn prose_goes_out_and_comes_back() {
        let mut set = DataSet::default();
        let mut text = |list: &[(&'static str, &'static str)]| set.texts.add(list.iter().copied());
        let title = text(&[("en", "Konna falls"), ("fr", "Konna tombe")]);
        let summary = text(&[("en", "The army leaves."), ("fr", "L’armée part.")]);
        let note = text(&[("en", "Only here.")]);
        set.events.list_mut().push(Event { title, summary, note, ..Event::default() });
        let whole = set.clone();
        let prose = set.take_prose();
        assert_eq!(set.texts.count(), whole.texts.count());
        let told = |texts: &Texts| [title, summary, note].map(|id| texts.get(id, "fr").to_string());
        assert_eq!(told(&set.texts), ["Konna tombe", "", ""]);
        assert_eq!(prose.iter().map(|(language, _)| language.as_str()).collect::<Vec<_>>(), ["en", "fr"]);
        for (language, lines) in prose {
            set.texts.put(&language, &lines);
        }
        assert_eq!(told(&set.texts), ["Konna tombe", "L’armée part.", "Only here."]);
        assert_eq!(set, whole);
        assert!(DataSet::default().take_prose().is_empty());
    }
}
