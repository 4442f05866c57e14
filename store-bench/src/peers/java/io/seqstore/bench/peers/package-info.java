/**
 * Other engines, driven as well as their documentation says how, to be measured beside Seqstore: built by the profile
 * {@code peers} only. The settings of each stand in the comment of its class and in docs/benchmarks.md.
 *
 * <p>Lives here: an engine and a session a peer, and what several of them share ({@link io.seqstore.bench.peers.PeerEngine},
 * {@link io.seqstore.bench.peers.PeerSession}).
 *
 * <p>May touch {@code macro}, {@code data} and the peers; {@code macro} finds the engines as services and knows none of them.
 */
package io.seqstore.bench.peers;
