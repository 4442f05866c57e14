package io.seqstore.catalog.chronicle;

import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;

/** A process of its own with a store in it: makes streams for ever, or some and closes. */
final class ChildStore {
    static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int SOME = 500;

    private ChildStore() {}

    static Store open(Path folder) {
        return Store.open(
                folder.resolve("store"),
                StoreOptions.defaults()
                        .withDurability(Durability.PROCESS)
                        .withCatalogIndex(ChronicleCatalogIndex.in(folder.resolve("index"))));
    }

    /** Takes a folder and whether to stop; tells how many streams there are. */
    public static void main(String[] arguments) {
        boolean stops = arguments[1].equals("stops");
        try (Store store = open(Path.of(arguments[0]))) {
            Registry registry = store.registry();
            registry.getOrCreateType(
                    NS,
                    SdsType.object("Type").key("Time", SdsTypeCode.DATE_TIME).build());
            for (int i = 0; !stops || i < SOME; i++) {
                registry.getOrCreateStream(NS, SdsStream.of("stream" + i, "Type"));
                System.out.println(i);
                System.out.flush();
            }
        }
    }
}
