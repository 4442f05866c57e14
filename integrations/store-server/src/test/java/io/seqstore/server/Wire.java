package io.seqstore.server;

import io.seqstore.testing.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A plain HTTP/1.1 client on a socket: sends whatever it is told, legal or not, and follows no redirect. */
final class Wire {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI server;

    Wire(URI server) {
        this.server = server;
    }

    /** An answer; names of headers in lower case. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Object json() {
            return Json.parse(text());
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    Answer get(String target) {
        return send("GET", target, Map.of(), null);
    }

    Answer send(String method, String target, Map<String, String> headers, String body) {
        return sendBytes(method, target, headers, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    Answer sendBytes(String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", server.getAuthority());
        all.put("Connection", "close");
        if (body != null) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        return raw(head.toString(), body == null ? new byte[0] : body, method.equals("HEAD"));
    }

    /** Sends bytes as they are and reads one answer. */
    Answer raw(String head, byte[] body, boolean isHead) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return read(socket.getInputStream(), isHead);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Reads an answer; a body that is broken off is an error. */
    static Answer read(InputStream in, boolean isHead) throws IOException {
        String line = line(in);
        if (!line.startsWith("HTTP/1.1 ")) {
            throw new IOException("no answer, but '" + line + "'");
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        boolean isEmpty = isHead || status == 204 || status == 304 || status / 100 == 1;
        if (status / 100 == 1) {
            return read(in, isHead);
        }
        return new Answer(status, headers, isEmpty ? new byte[0] : body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(exactly(in, size));
                line(in);
            }
            line(in);
            return body.toByteArray();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("broken off after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("broken off after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** A target with parameters that are percent-encoded. */
    static String target(String path, List<? extends List<?>> query) {
        StringBuilder target = new StringBuilder(path);
        char separator = '?';
        for (List<?> parameter : query) {
            target.append(separator)
                    .append(encode((String) parameter.get(0)))
                    .append('=')
                    .append(encode((String) parameter.get(1)));
            separator = '&';
        }
        return target.toString();
    }

    /** Percent-encodes everything but letters and digits. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (Character.isLetterOrDigit(octet) && octet > 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append("%02X".formatted(octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
