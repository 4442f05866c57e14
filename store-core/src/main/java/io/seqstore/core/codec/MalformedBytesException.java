package io.seqstore.core.codec;

/** Bytes that no encoder wrote. The reader that knows the file turns it into an error that names the place. */
public final class MalformedBytesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedBytesException(String message) {
        super(message);
    }

    MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}
