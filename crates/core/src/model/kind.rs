//! What sort of event, and how it maps onto ACLED and UCDP.

use super::vocabulary::words;

words! {
    /// What sort of event. The mapping onto ACLED and UCDP stands in `data/README.md`.
    Kind {
        /// Armed clash.
        Battle = "battle",
        /// Ambush.
        Ambush = "ambush",
        /// Armed attack on a camp, post, town or convoy, no more told.
        Attack = "attack",
        /// Siege.
        Siege = "siege",
        /// A non-state group takes a town or base.
        Capture = "capture",
        /// The state or its allies take it back.
        Recapture = "recapture",
        /// A side leaves without a fight.
        Withdrawal = "withdrawal",
        /// Strike by aeroplane or helicopter.
        Airstrike = "airstrike",
        /// Strike by drone.
        DroneStrike = "drone-strike",
        /// Suicide or car bomb.
        Bombing = "bombing",
        /// Mine or roadside bomb.
        Mine = "mine",
        /// Mortar or rocket.
        Shelling = "shelling",
        /// An aircraft is shot down.
        Shootdown = "shootdown",
        /// Hostages taken.
        HostageTaking = "hostage-taking",
        /// Execution.
        Execution = "execution",
        /// Civilians killed or attacked.
        CivilianHarm = "civilian-harm",
        /// Rape, amputation, beating, forced rules.
        Abuse = "abuse",
        /// Protest.
        Protest = "protest",
        /// Mob violence.
        Riot = "riot",
        /// Coup.
        Coup = "coup",
        /// Office, law, elections, appointments.
        Politics = "politics",
        /// Statement, threat, demand.
        Declaration = "declaration",
        /// Talks.
        Talks = "talks",
        /// Agreement.
        Agreement = "agreement",
        /// An agreement ends.
        Breakdown = "breakdown",
        /// Security Council, parliament.
        Resolution = "resolution",
        /// Sanctions.
        Sanctions = "sanctions",
        /// Forces arrive, are sent or promised.
        Deployment = "deployment",
        /// Forces leave.
        Departure = "departure",
        /// A named operation begins or ends.
        Operation = "operation",
        /// A group forms, splits, merges or changes sides.
        GroupChange = "group-change",
        /// Arrest.
        Arrest = "arrest",
        /// People flee.
        Displacement = "displacement",
        /// Looting.
        Looting = "looting",
        /// Monuments harmed.
        Heritage = "heritage",
        /// Aid delivered, stopped, blocked.
        Aid = "aid",
        /// Rights report, inquiry, court.
        Report = "report",
        /// Accident.
        Accident = "accident",
        /// Sport, music.
        Culture = "culture",
        /// None of these.
        #[default]
        Other = "other",
    }
}

impl Kind {
    /// Whether the event is violence in itself, so that a missing toll is unknown and not nought.
    #[must_use]
    pub fn is_violent(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Battle
                | Ambush
                | Attack
                | Siege
                | Capture
                | Recapture
                | Airstrike
                | DroneStrike
                | Bombing
                | Mine
                | Shelling
                | Shootdown
                | HostageTaking
                | Execution
                | CivilianHarm
                | Abuse
                | Riot
        )
    }

    /// Whether civilians are the ones harmed, so that a reader may want to be told before reading.
    #[must_use]
    pub fn harms_civilians(self) -> bool {
        matches!(self, Self::HostageTaking | Self::Execution | Self::CivilianHarm | Self::Abuse | Self::Riot)
    }

    /// ACLED's event type and sub-event type, where one fits.
    #[must_use]
    pub fn acled(self) -> Option<(&'static str, &'static str)> {
        use Kind::*;
        let strategic = "Strategic developments";
        Some(match self {
            Battle | Ambush | Attack | Siege | Shootdown => ("Battles", "Armed clash"),
            Capture => ("Battles", "Non-state actor overtakes territory"),
            Recapture => ("Battles", "Government regains territory"),
            Withdrawal => (strategic, "Non-violent transfer of territory"),
            Airstrike | DroneStrike => ("Explosions/Remote violence", "Air/drone strike"),
            Bombing => ("Explosions/Remote violence", "Suicide bomb"),
            Mine => ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
            Shelling => ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
            HostageTaking => ("Violence against civilians", "Abduction/forced disappearance"),
            Execution | CivilianHarm | Abuse => ("Violence against civilians", "Attack"),
            Protest => ("Protests", "Peaceful protest"),
            Riot => ("Riots", "Mob violence"),
            Agreement => (strategic, "Agreement"),
            Arrest => (strategic, "Arrests"),
            Deployment | Departure | Operation | GroupChange => (strategic, "Change to group/activity"),
            Looting | Heritage => (strategic, "Looting/property destruction"),
            Coup | Politics | Declaration | Talks | Breakdown | Resolution | Sanctions | Displacement | Aid
            | Report => (strategic, "Other"),
            Accident | Culture | Other => return None,
        })
    }

    /// UCDP's types of violence that it may be: 1 state-based, 2 non-state, 3 one-sided.
    #[must_use]
    pub fn ucdp(self) -> &'static [u8] {
        use Kind::*;
        match self {
            Battle | Ambush | Attack | Siege | Capture => &[1, 2],
            Recapture | Airstrike | DroneStrike | Shootdown => &[1],
            Bombing | Mine | Shelling => &[1, 3],
            HostageTaking | Execution | CivilianHarm | Abuse => &[3],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word;

    /// The published table and the code say the same.
    #[test]
    fn the_mapping_in_the_readme_is_the_mapping_here() {
        let readme = include_str!("../../../../data/README.md");
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Other) {
            let start = format!("| `{}`", kind.name());
            let line = readme.lines().find(|line| line.starts_with(&start)).expect(&start);
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let acled = kind.acled().map_or("none".into(), |(of, sub)| format!("{of}, {sub}"));
            assert_eq!(cells[2], acled, "{start}");
            let numbers: Vec<String> = kind.ucdp().iter().map(u8::to_string).collect();
            let ucdp = if numbers.is_empty() { "none".into() } else { numbers.join(" or ") };
            assert_eq!(cells[3], ucdp, "{start}");
        }
    }
}
