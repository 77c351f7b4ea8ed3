import { createApp, ref } from "vue";
import "conflict-timeline";

const app = createApp({
  setup() {
    const kind = ref("");
    const told = ref("nothing yet");
    return {
      kinds: ["", "coup", "airstrike"],
      kind,
      told,
      filtered: ({ detail }) => (told.value = `${detail.matched} of ${detail.total} events`),
      selected: ({ detail }) => detail.id && (told.value = `open: ${detail.id}`),
    };
  },
  template: `
    <p>
      <button v-for="name in kinds" :aria-pressed="name === kind" @click="kind = name">{{ name || "everything" }}</button>
      <output>{{ told }}</output>
    </p>
    <conflict-timeline :filter="kind && 'kind=' + kind" @ct-filter="filtered" @ct-select="selected">
      <p>The war in Mali, 2012 to 2024.</p>
    </conflict-timeline>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag === "conflict-timeline";
app.mount("main");
