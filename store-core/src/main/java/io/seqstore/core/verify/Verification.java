package io.seqstore.core.verify;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.segment.SegmentScrub;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.Registry;

/** Reads every byte of a store that means anything. */
public final class Verification {
    private Verification() {}

    /**
     * Verifies the store in a folder. Changes nothing there.
     *
     * @throws io.seqstore.types.NotFoundException when the folder holds no store
     * @throws io.seqstore.types.DamagedStoreException when the manifest is missing or both of its halves are damaged
     */
    public static VerifyReport run(StoreFolder folder) {
        try (StoreSurvey survey = StoreSurvey.of(folder)) {
            survey.readDefinitionsAndLog(generation -> {});
            recountReferences(survey);
            long events = 0;
            for (long number : survey.manifest().segments()) {
                SegmentScrub segment = survey.openSegment(number).orElse(null);
                if (segment != null) {
                    try (segment) {
                        events += read(survey, segment);
                    }
                }
            }
            return new VerifyReport(
                    survey.damages(),
                    survey.files(),
                    survey.bytes(),
                    survey.catalog().registry().streamCount(),
                    events,
                    survey.tornBytes());
        }
    }

    private static long read(StoreSurvey survey, SegmentScrub segment) {
        long events = 0;
        for (int ordinal : segment.ordinals()) {
            events +=
                    segment.read(ordinal, survey.catalog().findLayout(ordinal)).events();
        }
        return events;
    }

    /** What refers to a type is counted while definitions change; counted anew it must be the same. */
    private static void recountReferences(StoreSurvey survey) {
        Registry registry = survey.catalog().registry();
        for (Namespace namespace : registry.namespaces().list()) {
            registry.recountReferences(namespace.id()).forEach((typeId, counted) -> {
                if (!counted.equals(registry.referenceCounts(namespace.id(), typeId))) {
                    survey.report(
                            "",
                            "type " + namespace.id() + "/" + typeId + " is referred to by " + counted.byKind()
                                    + ", the registry counts "
                                    + registry.referenceCounts(namespace.id(), typeId)
                                            .byKind());
                }
            });
        }
    }
}
