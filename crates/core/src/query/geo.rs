//! A box on the map.

/// From south to north and from west to east, in 1e-5 degrees, edges included. Where `west` is greater
/// than `east` it lies across the date line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeoBox {
    /// Lowest latitude.
    pub south: i32,
    /// Longitude of the western edge.
    pub west: i32,
    /// Highest latitude.
    pub north: i32,
    /// Longitude of the eastern edge.
    pub east: i32,
}

impl GeoBox {
    /// Whether a point lies in the box.
    #[must_use]
    pub fn has(&self, lat_e5: i32, lon_e5: i32) -> bool {
        let is_between = if self.west <= self.east {
            self.west <= lon_e5 && lon_e5 <= self.east
        } else {
            self.west <= lon_e5 || lon_e5 <= self.east
        };
        is_between && self.south <= lat_e5 && lat_e5 <= self.north
    }

    /// Reads `south,west,north,east` in degrees with at most five decimals.
    ///
    /// ```
    /// use conflict_timeline_core::query::GeoBox;
    /// let gao = GeoBox::parse("16,-0.5,16.5,0.25").expect("a box");
    /// assert!(gao.has(16_27000, -4000) && !gao.has(17_00000, 0));
    /// assert_eq!(gao.to_string(), "16,-0.5,16.5,0.25");
    /// assert_eq!(GeoBox::parse("17,0,16,1"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut edges = text.split(',').map(|edge| degrees(edge.trim()));
        let mut edge = |most: i32| edges.next()?.filter(|edge| edge.abs() <= most);
        let (south, west, north, east) = (edge(90_00000)?, edge(180_00000)?, edge(90_00000)?, edge(180_00000)?);
        (south <= north && edges.next().is_none()).then_some(Self { south, west, north, east })
    }
}

impl core::fmt::Display for GeoBox {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (at, edge) in [self.south, self.west, self.north, self.east].into_iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let sign = if edge < 0 { "-" } else { "" };
            let (whole, part) = (edge.unsigned_abs() / 100_000, edge.unsigned_abs() % 100_000);
            write!(f, "{comma}{sign}{whole}")?;
            if part > 0 {
                let digits = format!("{part:05}");
                write!(f, ".{}", digits.trim_end_matches('0'))?;
            }
        }
        Ok(())
    }
}

/// Degrees as text in 1e-5 degrees, without floating point.
fn degrees(text: &str) -> Option<i32> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 5 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let mut value = whole.parse::<i32>().ok()?;
    for at in 0..5 {
        value = value * 10 + part.as_bytes().get(at).map_or(0, |byte| i32::from(byte - b'0'));
    }
    Some(if is_negative { -value } else { value })
}
