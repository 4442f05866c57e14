package io.seqstore.server.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Under which names requests may call the server. A browser takes a page for part of a server when both have the same name, so a
 * page whose name comes to resolve to the loopback address could read what is there; but it cannot send another Host header.
 */
public final class HostPolicy {
    private static final String ALL = "*";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    private final Set<String> names;

    private HostPolicy(Set<String> names) {
        this.names = names;
    }

    /**
     * The policy of a server.
     *
     * @param host the address to listen on
     * @param more names beside that address and those of the loopback address; {@code *} stands for all
     * @param isOpen whether everybody is let in
     */
    public static HostPolicy of(String host, Set<String> more, boolean isOpen) {
        boolean isChecked = !more.isEmpty() || (isOpen && isLoopback(host));
        if (!isChecked || more.contains(ALL)) {
            return new HostPolicy(Set.of(ALL));
        }
        Set<String> names = new HashSet<>(LOOPBACK);
        names.add(folded(host));
        more.forEach(name -> names.add(folded(name)));
        return new HostPolicy(Set.copyOf(names));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Listening will fail, and say so.
            return false;
        }
    }

    /** Whether a request may call the server so; the port does not count. */
    boolean allows(String name) {
        return names.contains(ALL) || names.contains(folded(name));
    }

    /** Ignoring case, and without the brackets around an IPv6 address. */
    private static String folded(String name) {
        String plain = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return plain.toLowerCase(Locale.ROOT);
    }
}
