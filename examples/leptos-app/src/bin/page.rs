//! Prints the page as a server sends it. A server proper calls the same from a handler.

use conflict_timeline::STYLE;
use leptos::prelude::*;
use leptos_app::App;

fn main() {
    let body = Owner::new().with(|| App().to_html());
    // Hydration counts the nodes of the body: nothing stands between its tag and the application.
    println!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The timeline in a Leptos application</title>
<style>{STYLE}</style>
<script type="module">import start from "./leptos_app.js"; start();</script>
</head>
<body>{body}</body>
</html>"#
    );
}
