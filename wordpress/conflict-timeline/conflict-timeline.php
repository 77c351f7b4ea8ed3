<?php
/**
 * Plugin Name:       Conflict Timeline
 * Description:       A sourced, filterable timeline of the Mali War, as a block and as the shortcode [conflict_timeline].
 * Version:           0.1.0
 * Requires at least: 6.3
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * Text Domain:       conflict-timeline
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const CONFLICT_TIMELINE_VERSION = '0.1.0';

/** Attributes that an editor may set, by their names in block and shortcode. */
const CONFLICT_TIMELINE_ATTRIBUTES = array(
	'src'          => 'src',
	'lang'         => 'lang',
	'theme'        => 'theme',
	'filter'       => 'filter',
	'selected'     => 'selected',
	'from'         => 'from',
	'to'           => 'to',
	'lanes'        => 'lanes',
	'height'       => 'height',
	'story'        => 'story',
	'headinglevel' => 'heading-level',
	'loading'      => 'loading',
	'refresh'      => 'refresh',
);

/**
 * The element with its fallback; the script comes once a page, and only where an element is.
 *
 * @param array|string $attributes Of the block or the shortcode.
 * @param string|null  $content    What readers without the timeline see; without it, assets/fallback.html.
 * @return string
 */
function conflict_timeline_render( $attributes, $content = '' ) {
	wp_enqueue_script( 'conflict-timeline' );

	$html = '<conflict-timeline style="display:flow-root;min-height:100vh"';
	foreach ( array_change_key_case( (array) $attributes ) as $key => $value ) {
		if ( ! isset( CONFLICT_TIMELINE_ATTRIBUTES[ $key ] ) || ! is_scalar( $value ) ) {
			continue;
		}
		$name  = CONFLICT_TIMELINE_ATTRIBUTES[ $key ];
		$value = trim( (string) $value );
		$value = 'src' === $name ? esc_url( $value, array( 'http', 'https' ) ) : esc_attr( $value );
		if ( '' !== $value ) {
			$html .= sprintf( ' %s="%s"', $name, $value );
		}
	}
	return $html . '>' . conflict_timeline_fallback( (string) $content ) . '</conflict-timeline>';
}

/**
 * Markup for readers without the timeline, with nothing in it that a post may not hold.
 *
 * @param string $content Of the block or the shortcode.
 * @return string
 */
function conflict_timeline_fallback( $content ) {
	$file = __DIR__ . '/assets/fallback.html';
	if ( '' === trim( $content ) && is_readable( $file ) ) {
		$content = (string) file_get_contents( $file );
	}
	if ( '' === trim( $content ) ) {
		$content = '<p>' . esc_html__( 'The timeline of the Mali War needs JavaScript.', 'conflict-timeline' ) . '</p>';
	}
	$allowed = array_merge( wp_kses_allowed_html( 'post' ), array( 'time' => array( 'datetime' => true ) ) );
	return wp_kses( $content, $allowed );
}

/** The files of the package stand in assets/. */
function conflict_timeline_init() {
	wp_register_script(
		'conflict-timeline',
		plugins_url( 'assets/embed.js', __FILE__ ),
		array(),
		CONFLICT_TIMELINE_VERSION,
		array(
			'strategy'  => 'async',
			'in_footer' => true,
		)
	);
	register_block_type( __DIR__, array( 'render_callback' => 'conflict_timeline_render' ) );
	add_shortcode( 'conflict_timeline', 'conflict_timeline_render' );
}
add_action( 'init', 'conflict_timeline_init' );
