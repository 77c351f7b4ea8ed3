//! What `trunk serve` links: the library's exports and nothing of its own.
use conflict_timeline as _;

fn main() {}
