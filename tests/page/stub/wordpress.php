<?php
// Stands in for the functions of WordPress that the plug-in calls. wp_kses() keeps and drops what the one of WordPress
// does: names are looked up in small letters and printed as they came, of what is dropped the words stay.
define( 'ABSPATH', '/' );
$done  = array();
$block = array();

function add_action( $hook, $act ) {
	$act();
}
function add_shortcode( $name, $act ) {
	global $done, $callbacks;
	$done[]                 = "shortcode $name";
	$callbacks['shortcode'] = $act;
}
function register_block_type( $dir, $with ) {
	global $done, $callbacks;
	$done[]             = 'block ' . json_decode( file_get_contents( "$dir/block.json" ) )->name;
	$callbacks['block'] = $with['render_callback'];
}
function wp_register_script( $name, $url, $needs, $version, $how ) {
	global $done;
	$done[] = "script $url $version {$how['strategy']}";
}
function wp_enqueue_script( $name ) {
	global $done;
	$done[] = "enqueue $name";
}
function plugins_url( $path, $file ) {
	return "/plugins/conflict-timeline/$path";
}
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_html__( $text, $domain ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_url( $url, $protocols ) {
	return preg_match( '#^(https?:)?/#', $url ) ? htmlspecialchars( $url, ENT_QUOTES ) : '';
}
function wp_json_encode( $data, $flags ) {
	return json_encode( $data, $flags );
}
// As the supports "align" and "customClassName" of a block have it.
function get_block_wrapper_attributes( $extra ) {
	global $block;
	$classes = array( 'wp-block-conflict-timeline-timeline' );
	if ( ! empty( $block['align'] ) ) {
		$classes[] = 'align' . $block['align'];
	}
	if ( ! empty( $block['className'] ) ) {
		$classes[] = $block['className'];
	}
	$style = empty( $extra['style'] ) ? '' : sprintf( ' style="%s"', esc_attr( $extra['style'] ) );
	return sprintf( 'class="%s"%s', esc_attr( implode( ' ', $classes ) ), $style );
}
function wp_kses_allowed_html( $context ) {
	$everywhere = array_fill_keys( array( 'class', 'data-*', 'dir', 'id', 'lang', 'role', 'style', 'title' ), true );
	$allowed    = array_fill_keys( array( 'b', 'div', 'figure', 'h1', 'h2', 'h3', 'li', 'ol', 'p', 'small', 'span', 'ul' ), $everywhere );
	return $allowed + array( 'a' => $everywhere + array( 'href' => true ) );
}
function wp_kses( $html, $allowed ) {
	return preg_replace_callback(
		'%<!--.*?(?:-->|$)|<[^>]*(?:>|$)|>%s',
		function ( $found ) use ( $allowed ) {
			return kses_tag( $found[0], $allowed );
		},
		$html
	);
}
function kses_tag( $tag, $allowed ) {
	if ( '>' === $tag ) {
		return '&gt;';
	}
	if ( ! preg_match( '%^<\s*(/\s*)?([a-zA-Z0-9-]+)([^>]*)>?$%', $tag, $part ) || ! isset( $allowed[ strtolower( $part[2] ) ] ) ) {
		return '';
	}
	if ( '' !== $part[1] ) {
		return "</{$part[2]}>";
	}
	$kept  = '';
	$known = $allowed[ strtolower( $part[2] ) ];
	preg_match_all( '%([a-zA-Z_][-\w:.]*)\s*=\s*("[^"]*"|\'[^\']*\'|[^\s"\'>]+)%', $part[3], $found, PREG_SET_ORDER );
	foreach ( $found as list( $whole, $name, $value ) ) {
		$name   = strtolower( $name );
		$is_own = ! empty( $known['data-*'] ) && preg_match( '/^data-[a-z0-9-]+$/', $name );
		$is_bad = 'href' === $name && preg_match( '/^["\']?\s*(?!https?:)[a-z]+:/i', $value );
		if ( ( ! empty( $known[ $name ] ) || $is_own ) && ! $is_bad ) {
			$kept .= " $whole";
		}
	}
	return "<{$part[2]}$kept" . ( '/' === substr( rtrim( $part[3] ), -1 ) ? ' /' : '' ) . '>';
}

require $argv[1] . '/conflict-timeline.php';
list( $kind, $attributes, $content ) = json_decode( $argv[2], true );
$block = (array) $attributes;
// WordPress hands the name of a shortcode over too.
$html = $callbacks[ $kind ]( $attributes, $content, 'conflict_timeline' );
echo json_encode( array( 'html' => $html, 'done' => $done ) );
