/**
 * Events of one type shown as events of another, and values shown in other units (spec 05, sections 2 to 4 and 6).
 *
 * <p>Lives here: {@link io.seqstore.types.view.StreamViewMap} is what a view comes to once its types are known, {@link
 * io.seqstore.types.view.StreamViewMapJson} writes it; {@link io.seqstore.types.view.RowMapper} carries it out, row by row;
 * {@link io.seqstore.types.view.EffectiveUnits} knows in which units the values of a stream are.
 *
 * <p>May touch {@code schema}, {@code value}, {@code event}, {@code json}, {@code unit}, and the order of ids in {@code
 * registry}. Knows no streams of events and no reads: whoever reads or changes a stream hands its rows over.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.view;
