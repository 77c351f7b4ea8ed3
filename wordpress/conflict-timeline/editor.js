// The block in the editor: settings at the side, and the text for readers without the timeline in its place.
((wp) => {
  const { createElement: h, Fragment } = wp.element;
  const { InnerBlocks, InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, SelectControl, TextControl } = wp.components;
  const { __ } = wp.i18n;
  const say = (text) => __(text, "conflict-timeline");

  const choices = (values) => values.map((value) => ({ value, label: value || say("default") }));
  const FIELDS = [
    ["src", say("Address of a data file, from / or https:// on (default: the Mali War)")],
    ["format", say("Its form, where the timeline does not see it, such as ucdp-ged")],
    ["refresh", say("Seconds after which that address is asked for newer data (30 or more)")],
    ["lang", say("Language"), choices(["", "en", "fr", "ar"])],
    ["theme", say("Theme"), choices(["", "auto", "light", "dark"])],
    ["filter", say("Filter, such as kind=airstrike;from=2013")],
    ["selected", say("Id of the open event")],
    ["from", say("First day in view")],
    ["to", say("Last day in view")],
    ["known", say("Day as of which the events are shown (default: today)")],
    ["lanes", say("Lanes"), choices(["", "bloc", "actor", "kind", "region", "place", "phase", "all"])],
    ["axis", say("Way in which time runs"), choices(["", "ltr", "rtl"])],
    ["views", say("Parts wanted, such as overview chart list (default: all)")],
    ["story", say("Guided story")],
    ["height", say("Least height, such as 900")],
    ["headingLevel", say("Level of the heading"), choices(["", "1", "2", "3", "4", "5", "6"])],
    ["loading", say("Loading"), choices(["", "lazy", "eager"])],
    ["urlState", say("Prefix under which the address of the page keeps the view")],
    ["mailto", say("Address to which readers may report errors")],
  ];

  const edit = ({ attributes, setAttributes }) => {
    const field = ([name, label, options]) =>
      h(options ? SelectControl : TextControl, {
        key: name,
        label,
        options,
        value: attributes[name],
        onChange: (value) => setAttributes({ [name]: value }),
      });
    return h(
      Fragment,
      null,
      h(InspectorControls, null, h(PanelBody, { title: say("Timeline") }, FIELDS.map(field))),
      h(
        "div",
        useBlockProps(),
        h("p", null, say("Here the timeline will stand. Readers without it see this text:")),
        h(InnerBlocks, { allowedBlocks: ["core/heading", "core/paragraph", "core/list", "core/image", "core/table"] }),
      ),
    );
  };

  wp.blocks.registerBlockType("conflict-timeline/timeline", { edit, save: () => h(InnerBlocks.Content) });
})(window.wp);
