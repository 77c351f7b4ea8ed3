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

/** Holds the place of the element before its script defines it. */
const CONFLICT_TIMELINE_STYLE = 'display:flow-root;min-height:100vh';

/** Attributes that an editor may set, by their names in block and shortcode; the package itself is found in assets/. */
const CONFLICT_TIMELINE_ATTRIBUTES = array(
	'src'          => 'src',
	'format'       => 'format',
	'lang'         => 'lang',
	'theme'        => 'theme',
	'filter'       => 'filter',
	'selected'     => 'selected',
	'from'         => 'from',
	'to'           => 'to',
	'known'        => 'known',
	'lanes'        => 'lanes',
	'axis'         => 'axis',
	'views'        => 'views',
	'height'       => 'height',
	'story'        => 'story',
	'headinglevel' => 'heading-level',
	'urlstate'     => 'url-state',
	'loading'      => 'loading',
	'refresh'      => 'refresh',
	'mailto'       => 'mailto',
);

/** Attributes that mean something without a value. */
const CONFLICT_TIMELINE_BARE = array( 'url-state', 'mailto' );

/** What the drawing of assets/fallback.html is made of. WordPress looks names up in small letters. */
const CONFLICT_TIMELINE_DRAWING = array(
	'svg'            => array( 'xmlns', 'role', 'x', 'width', 'height', 'viewbox', 'direction', 'font-family' ),
	'title'          => array(),
	'desc'           => array(),
	'g'              => array( 'transform', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-linejoin', 'stroke-dasharray', 'paint-order', 'color', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'direction' ),
	'rect'           => array( 'x', 'y', 'width', 'height', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray' ),
	'circle'         => array( 'cx', 'cy', 'r', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray' ),
	'path'           => array( 'd', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray' ),
	'text'           => array( 'x', 'y', 'fill', 'font-size', 'font-weight', 'text-anchor', 'direction' ),
	'lineargradient' => array( 'id' ),
	'stop'           => array( 'stop-color', 'stop-opacity', 'offset' ),
);

/**
 * The block: with the alignment and the classes that its editor chose.
 *
 * @param array  $attributes Of the block.
 * @param string $content    What readers without the timeline see.
 * @return string
 */
function conflict_timeline_block( $attributes, $content = '' ) {
	$outer = get_block_wrapper_attributes( array( 'style' => CONFLICT_TIMELINE_STYLE ) );
	return conflict_timeline_element( $attributes, $content, $outer );
}

/**
 * The shortcode.
 *
 * @param array|string $attributes Of the shortcode.
 * @param string|null  $content    What readers without the timeline see.
 * @return string
 */
function conflict_timeline_shortcode( $attributes, $content = '' ) {
	return conflict_timeline_element( $attributes, $content, 'style="' . CONFLICT_TIMELINE_STYLE . '"' );
}

/**
 * The element with its fallback; the script comes once a page, and only where an element is.
 *
 * @param array|string $attributes Of the block or the shortcode.
 * @param string|null  $content    What readers without the timeline see; without it, assets/fallback.html.
 * @param string       $outer      Attributes that are ready to be printed.
 * @return string
 */
function conflict_timeline_element( $attributes, $content, $outer ) {
	wp_enqueue_script( 'conflict-timeline' );

	$html = '<conflict-timeline ' . $outer;
	foreach ( (array) $attributes as $key => $value ) {
		if ( ! is_scalar( $value ) ) {
			continue;
		}
		// What stands in a shortcode without a value comes as a value without a name.
		$is_bare = is_int( $key );
		$key     = str_replace( '-', '', strtolower( $is_bare ? $value : $key ) );
		if ( ! isset( CONFLICT_TIMELINE_ATTRIBUTES[ $key ] ) ) {
			continue;
		}
		$name = CONFLICT_TIMELINE_ATTRIBUTES[ $key ];
		if ( $is_bare ) {
			$html .= in_array( $name, CONFLICT_TIMELINE_BARE, true ) ? ' ' . $name : '';
			continue;
		}
		$value = trim( (string) $value );
		$value = 'src' === $name ? esc_url( $value, array( 'http', 'https' ) ) : esc_attr( $value );
		if ( '' !== $value ) {
			$html .= sprintf( ' %s="%s"', $name, $value );
		}
	}
	return $html . '>' . conflict_timeline_fallback( (string) $content ) . '</conflict-timeline>';
}

/**
 * Markup for readers without the timeline: what a post may hold, and of assets/fallback.html the drawing too, and what
 * it tells machines.
 *
 * @param string $content Of the block or the shortcode.
 * @return string
 */
function conflict_timeline_fallback( $content ) {
	$allowed = wp_kses_allowed_html( 'post' );
	$allowed = array_merge( $allowed, array( 'time' => array( 'datetime' => true ), 'bdi' => array( 'dir' => true, 'lang' => true ), 'wbr' => array() ) );
	$about   = '';
	$file    = __DIR__ . '/assets/fallback.html';
	if ( '' === trim( $content ) && is_readable( $file ) ) {
		$content = (string) file_get_contents( $file );
		$about   = conflict_timeline_about( $content );
		foreach ( CONFLICT_TIMELINE_DRAWING as $name => $attributes ) {
			$allowed[ $name ] = array_merge( $allowed[ $name ] ?? array(), array_fill_keys( $attributes, true ) );
		}
	}
	if ( '' === trim( $content ) ) {
		$content = '<p>' . esc_html__( 'The timeline of the Mali War needs JavaScript.', 'conflict-timeline' ) . '</p>';
	}
	// Of what may not stand here, WordPress takes away the tags and leaves the words.
	$content = (string) preg_replace( '#<(script|style)\b[^>]*>.*?</\1\s*>#is', '', $content );
	return wp_kses( $content, $allowed ) . $about;
}

/**
 * The data that a text tells machines, as JSON-LD: read, and written anew.
 *
 * @param string $content With script elements in it.
 * @return string Such elements, with nothing in them that could end them.
 */
function conflict_timeline_about( $content ) {
	$html = '';
	preg_match_all( '#<script type="application/ld\+json">(.*?)</script>#s', $content, $found );
	foreach ( $found[1] as $text ) {
		$data = json_decode( $text );
		if ( is_object( $data ) ) {
			$json  = wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
			$html .= '<script type="application/ld+json">' . $json . '</script>';
		}
	}
	return $html;
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
	register_block_type( __DIR__, array( 'render_callback' => 'conflict_timeline_block' ) );
	add_shortcode( 'conflict_timeline', 'conflict_timeline_shortcode' );
}
add_action( 'init', 'conflict_timeline_init' );
