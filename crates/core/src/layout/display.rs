//! A scene as text, one thing a line, in whole pixels: for tests and for reading.

use super::scene::{Mark, Scene, Shape};
use super::table::LaneKey;
use crate::model::Word;
use core::fmt::{Display, Formatter, Result};

fn whole(px: f64) -> i64 {
    px.round() as i64
}

impl Display for LaneKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Bloc(bloc) => f.write_str(bloc.name()),
            Self::Kind(kind) => f.write_str(kind.name()),
            Self::Actor(id) => write!(f, "actor {}", id.0),
            Self::Region(id) => write!(f, "region {}", id.0),
            Self::Place(id) => write!(f, "place {}", id.0),
            Self::Phase(id) => write!(f, "phase {}", id.0),
            Self::All => f.write_str("all"),
            Self::Others => f.write_str("others"),
        }
    }
}

/// `#3 claimed disc 402,64 r 4-7 open`
impl Display for Mark {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let fill = ["", " hollow", " half", " crossed"][self.fill as usize];
        let (x, y) = (whole(self.x_px), whole(self.y_px));
        write!(f, "#{}{fill} {} {x},{y}", self.event.0, self.bloc.name())?;
        let (from, to) = (whole(self.extent.0), whole(self.extent.1));
        match self.shape {
            Shape::Disc => f.write_str(" disc")?,
            Shape::Bar => f.write_str(" bar")?,
            Shape::Diamond => f.write_str(" diamond")?,
            Shape::OneOf => write!(f, " one of {from}..{to}")?,
            Shape::Span { is_open_left, is_open_right } => {
                let (left, right) = (stop(is_open_left), stop(is_open_right));
                write!(f, " span {left}{from}..{to}{right}")?;
            }
            Shape::Capsule { fade_left, fade_right } => {
                let (left, right) = (fade(fade_left), fade(fade_right));
                write!(f, " capsule {left}{from}..{to}{right}")?;
            }
        }
        if self.r_high_px > 0.0 {
            write!(f, " r {}-{}", whole(self.r_low_px), whole(self.r_high_px))?;
        }
        f.write_str(if self.is_open { " open" } else { "" })?;
        f.write_str(if self.is_soft { " soft" } else { "" })
    }
}

fn stop(is_open: bool) -> &'static str {
    if is_open { "…" } else { "|" }
}

fn fade(fades: bool) -> &'static str {
    if fades { "~" } else { "|" }
}

impl Display for Scene {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "{} x {}, {} to {}", whole(self.width_px), whole(self.height_px), self.days.from, self.days.to)?;
        for (index, lane) in self.lanes.iter().enumerate() {
            let (top, ground) = (whole(lane.y_px), whole(lane.ground_px));
            let collapsed = if lane.is_collapsed { ", collapsed" } else { "" };
            writeln!(f, "lane {}: {} events, top {top}, ground {ground}{collapsed}", lane.key, lane.count)?;
            for mark in self.marks.iter().filter(|mark| usize::from(mark.lane) == index) {
                writeln!(f, "  {mark}")?;
            }
            for root in self.roots.iter().filter(|root| usize::from(root.lane) == index) {
                let label = root.label.as_ref().map_or("", |label| &label.text);
                let (x, height) = (whole(root.x_px), whole(root.height_px));
                writeln!(f, "  root {} x {x} h {height} n {} {label}", root.days.from, root.count)?;
            }
            for label in self.labels.iter().filter(|label| usize::from(label.lane) == index) {
                let side = if label.is_left { " left" } else { "" };
                let bold = if label.is_bold { " bold" } else { "" };
                let (x, y) = (whole(label.x_px), whole(label.y_px));
                writeln!(f, "  row {} {x},{y}{side}{bold} “{}”", label.row, label.text)?;
            }
        }
        for tick in &self.ticks {
            let major = if tick.is_major { " major" } else { "" };
            writeln!(f, "tick {} x {}{major} “{}”", tick.day, whole(tick.x_px), tick.label)?;
        }
        for context in &self.contexts {
            let (from, to) = (whole(context.x_px), whole(context.to_px));
            writeln!(f, "over {} x {from}..{to} “{}”", context.day, context.label)?;
        }
        for wash in &self.washes {
            writeln!(f, "wash phase {} x {} w {}", wash.phase.0, whole(wash.x_px), whole(wash.width_px))?;
        }
        Ok(())
    }
}
