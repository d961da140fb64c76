package slash64.conf;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value that somebody set.
 *
 * @param key names from the root, dots between
 * @param value a single value, a list, or an empty map
 * @param place who set it, to stand after "in" and to be shown: {@code conf/slash64.yaml line 3}
 */
record Leaf(String key, JsonNode value, String place) {}
