// WebKit by WebDriver: Debian's WebKitWebDriver in a display of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

/** Starts a display, the driver and a browser. `run(body, ...values)` is a function's body in the page; it may return a promise. */
export async function startWebKit() {
  const display = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(display.stdio[3], "data");
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    // Without a graphics card, and without one for all of them.
    env: { ...process.env, DISPLAY: `:${String(number).trim()}`, LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
  });
  const base = `http://127.0.0.1:${port}`;
  const call = async (method, path, body) => {
    const answer = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let turn = 0; ; turn++) {
    if (await call("GET", "/status").then(() => true, () => false)) break;
    if (turn === 100) throw new Error("WebKitWebDriver does not answer");
    await new Promise((done) => setTimeout(done, 100));
  }
  const { sessionId, capabilities } = await call("POST", "/session", { capabilities: { alwaysMatch: {} } });
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/window/rect`, { width: 1200, height: 900 });
  const run = async (body, ...args) => {
    const script = `const done = arguments[arguments.length - 1]; (async (...arguments_) => { ${body} })(...arguments).then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
    const { value, error } = await call("POST", `${session}/execute/async`, { script, args });
    if (error) throw new Error(error);
    return value;
  };
  return {
    version: capabilities.browserVersion,
    open: (url) => call("POST", `${session}/url`, { url }),
    run,
    click: async (element) => {
      await run("arguments_[0].scrollIntoView({ block: 'center' });", element);
      await call("POST", `${session}/element/${Object.values(element)[0]}/click`, {});
    },
    type: (element, text) => call("POST", `${session}/element/${Object.values(element)[0]}/value`, { text }),
    async close() {
      await call("DELETE", session).catch(() => {});
      driver.kill();
      display.kill();
    },
  };
}
