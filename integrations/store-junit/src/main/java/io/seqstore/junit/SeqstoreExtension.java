package io.seqstore.junit;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.junit.SeqstoreTest.Storage;
import io.seqstore.types.registry.Registry;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link SeqstoreTest} does. Registered by that annotation; without it, with {@code @ExtendWith}, every test gets an
 * empty store in memory. Stateless: what belongs to a test is kept with the test.
 */
public final class SeqstoreExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace TESTS = Namespace.create(SeqstoreExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(Seqstore.class, StreamNamespace.class, EventStream.class);

    /** For JUnit, which makes one. */
    public SeqstoreExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Optional<SeqstoreTest> annotation = annotation(context);
        Storage storage = annotation.map(SeqstoreTest::storage).orElse(Storage.MEMORY);
        TestStore store = TestStore.open(storage);
        context.getStore(TESTS).put(TestStore.class, store);
        for (String resource : annotation.map(SeqstoreTest::seed).orElse(new String[0])) {
            Seed.of(context.getRequiredTestClass(), resource).plant(store.store());
        }
    }

    private static Optional<SeqstoreTest> annotation(ExtensionContext context) {
        Optional<SeqstoreTest> ofTest =
                context.getTestMethod().flatMap(test -> AnnotationSupport.findAnnotation(test, SeqstoreTest.class));
        Optional<ExtensionContext> around = Optional.of(context);
        while (ofTest.isEmpty() && around.isPresent()) {
            ofTest = around.get()
                    .getTestClass()
                    .flatMap(type -> AnnotationSupport.findAnnotation(type, SeqstoreTest.class));
            around = around.get().getParent();
        }
        return ofTest;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestStore store = testStore(context);
        if (store == null) {
            // Opening failed; the test did not run.
            return;
        }
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            context.publishReportEntry("seqstore", StoreDump.of(store.store()));
        }
        store.closeAndCheck(failed);
    }

    private static @Nullable TestStore testStore(ExtensionContext context) {
        return context.getStore(TESTS).get(TestStore.class, TestStore.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return TYPES.contains(type) || (type == URI.class && parameter.isAnnotated(Served.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestStore store = testStore(context);
        if (store == null) {
            throw new ParameterResolutionException(parameter.getParameter()
                    + ": a store belongs to one test, so it cannot be given to "
                    + parameter.getDeclaringExecutable()
                    + ". Ask for it in the test itself or in a @BeforeEach method.");
        }
        Class<?> type = parameter.getParameter().getType();
        if (type == URI.class) {
            return store.serverUri();
        }
        if (type == Seqstore.class) {
            return store.store();
        }
        StreamNamespace namespace = store.store().namespace(Registry.DEFAULT_NAMESPACE);
        return type == StreamNamespace.class ? namespace : stream(parameter, namespace);
    }

    private static EventStream stream(ParameterContext parameter, StreamNamespace namespace) {
        StreamId id = parameter
                .findAnnotation(StreamId.class)
                .orElseThrow(() -> new ParameterResolutionException(parameter.getParameter()
                        + ": which stream? Say it with @StreamId(\"...\") in front of the parameter."));
        return namespace.stream(id.value());
    }
}
