package io.seqstore.server.access;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who proves to be a known client, as far as its rights go. Secrets and tokens are kept and compared as digests, in a
 * time that does not depend on where they differ. Safe for all threads.
 */
public final class AccessControl {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_TOKENS = 10_000;
    private static final String BEARER = "bearer ";

    private final List<Known> clients;
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A client and the digest of its secret. */
    private static final class Known {
        private final Client client;
        private final byte[] secretDigest;

        Known(Client client) {
            this.client = client;
            this.secretDigest = digest(client.secret());
        }

        Client client() {
            return client;
        }

        byte[] secretDigest() {
            return secretDigest;
        }
    }

    private record Token(Client client, long until) {}

    private AccessControl(List<Known> clients) {
        this.clients = clients;
    }

    /** Lets in these clients and nobody else. */
    public static AccessControl of(List<Client> clients) {
        return new AccessControl(clients.stream().map(Known::new).toList());
    }

    /**
     * Ends the request with 401 when who asks is not known, with 403 when it may not use the route.
     *
     * @param route what is asked for
     * @param namespace the namespace in the path; null when there is none
     * @param authorization the header; null when it is not there
     */
    public void check(Route route, @Nullable String namespace, @Nullable String authorization) {
        if (route.right() == Route.Right.OPEN) {
            return;
        }
        Client client = client(authorization);
        Client.Right needed = route.right() == Route.Right.WRITE ? Client.Right.WRITE : Client.Right.READ;
        Client.Right there = namespace == null ? client.greatest() : client.rightIn(namespace);
        if (there.compareTo(needed) < 0) {
            throw Problems.forbidden("Client '" + client.id() + "' may not "
                    + (needed == Client.Right.WRITE ? "write" : "read")
                    + (namespace == null ? "." : " in namespace '" + namespace + "'."));
        }
    }

    private Client client(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw Problems.unauthorized("There is no bearer token.");
        }
        byte[] digest = digest(authorization.substring(BEARER.length()).strip());
        return byToken(digest)
                .or(() -> bySecret(digest).map(Known::client))
                .orElseThrow(() -> Problems.unauthorized("The bearer token is not known, or its time is over."));
    }

    private Optional<Client> byToken(byte[] digest) {
        synchronized (tokens) {
            Token token = tokens.get(HexFormat.of().formatHex(digest));
            return token == null || System.nanoTime() - token.until() > 0
                    ? Optional.empty()
                    : Optional.of(token.client());
        }
    }

    /** Looks at every client, whichever it is. */
    private Optional<Known> bySecret(byte[] digest) {
        Optional<Known> found = Optional.empty();
        for (Known known : clients) {
            if (MessageDigest.isEqual(known.secretDigest(), digest)) {
                found = Optional.of(known);
            }
        }
        return found;
    }

    /** The routes at which a client gets a token. */
    public List<Route> routes() {
        return List.of(
                Route.get("/identity/.well-known/openid-configuration", "Where tokens are given out", this::discover)
                        .open(),
                Route.writing("POST", "/identity/connect/token", "Gives a token for a client's secret", this::token)
                        .open());
    }

    private Answer discover(ApiRequest request) {
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("token_endpoint", request.origin() + "/identity/connect/token");
            json.writeEndObject();
        });
    }

    private Answer token(ApiRequest request) {
        Query form = Query.parse(request.body().text());
        if (!form.required("grant_type").equals("client_credentials")) {
            throw Problems.invalid("grant_type must be client_credentials.");
        }
        String id = form.required("client_id");
        Client client = bySecret(digest(form.required("client_secret")))
                .map(Known::client)
                .filter(known -> known.id().equals(id))
                .orElseThrow(AccessControl::wrongSecret);
        String token = issue(client);
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("access_token", token);
            json.writeNumberField("expires_in", TOKEN_LIFE.toSeconds());
            json.writeStringField("token_type", "Bearer");
            json.writeEndObject();
        });
    }

    private static ProblemException wrongSecret() {
        return new ProblemException(new Problem(
                401, "Not authorized.", "There is no such client with this secret.", "Check both.", Map.of()));
    }

    private String issue(Client client) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        synchronized (tokens) {
            long now = System.nanoTime();
            tokens.values().removeIf(old -> now - old.until() > 0);
            if (tokens.size() >= MAX_TOKENS) {
                tokens.remove(tokens.keySet().iterator().next());
            }
            tokens.put(HexFormat.of().formatHex(digest(token)), new Token(client, now + TOKEN_LIFE.toNanos()));
        }
        return token;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
