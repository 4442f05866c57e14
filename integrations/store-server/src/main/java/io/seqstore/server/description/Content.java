package io.seqstore.server.description;

import org.jspecify.annotations.Nullable;

/**
 * What a body holds, in one of the forms in which it may be sent.
 *
 * @param mediaType the form
 * @param value its schema, or an example of it
 */
record Content(String mediaType, @Nullable Object value) {
    static final String JSON = "application/json";
    static final String CSV = "text/csv";
    static final String FORM = "application/x-www-form-urlencoded";
}
