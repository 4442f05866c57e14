package io.seqstore.server.access;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that may use the server.
 *
 * @param id its name
 * @param secret what it proves itself with: at the token route, or directly as a bearer token
 * @param rights what it may do, by namespace id ignoring case; {@code *} stands for all others
 */
public record Client(String id, String secret, Map<String, Right> rights) {
    private static final String ALL = "*";

    /** What may be done in a namespace; each includes those before it. */
    public enum Right {
        /** Nothing. */
        NONE,
        /** Reading. */
        READ,
        /** Reading and writing. */
        WRITE
    }

    public Client {
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("a client needs an id and a secret");
        }
        Map<String, Right> folded = new TreeMap<>();
        rights.forEach((namespace, right) -> folded.put(namespace.toLowerCase(Locale.ROOT), right));
        rights = Map.copyOf(folded);
    }

    /** A client that may do everything everywhere. */
    public static Client withAllRights(String id, String secret) {
        return new Client(id, secret, Map.of(ALL, Right.WRITE));
    }

    /** What it may do in a namespace. */
    Right rightIn(String namespace) {
        Right own = rights.get(namespace.toLowerCase(Locale.ROOT));
        return own != null ? own : rights.getOrDefault(ALL, Right.NONE);
    }

    /** What it may do somewhere. */
    Right greatest() {
        return rights.values().stream().max(Right::compareTo).orElse(Right.NONE);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Client[" + id + ", " + rights + "]";
    }
}
