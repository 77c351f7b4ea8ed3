import { App, mount } from "svelte-app";

mount(App, { target: document.querySelector("main") });
