package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key store the server speaks TLS, and says so in the addresses that it gives. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void answersOverTls(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", trusted.getCertificate("server"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        try (Seqstore store = Seqstore.inMemory();
                SeqstoreServer server = SeqstoreServer.start(
                        store, ServerOptions.defaults().port(0).tls(keys, PASSWORD))) {
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            URI target = URI.create(server.uri() + VectorServer.BASE);
            String body = client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofString())
                    .body();
            assertEquals(target.toString(), Json.objectOrEmpty(Json.parse(body)).get("Self"));
        }
    }
}
