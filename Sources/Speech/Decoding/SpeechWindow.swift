package import Transcript

/// Up to 30 s of speech as the encoder hears it: islands one after the other, what lies between them left out.
package struct SpeechWindow: Hashable, Sendable {
  /// An island and where it lies in the window.
  package struct Piece: Hashable, Sendable {
    /// Samples of the media.
    package var source: Range<Int>
    /// The first sample's place in the window.
    package var offset: Int

    /// Samples of the window.
    package var range: Range<Int> { offset..<offset + source.count }

    package init(source: Range<Int>, offset: Int) {
      self.source = source
      self.offset = offset
    }
  }

  package var pieces: [Piece]
  /// The language of the window that this one was a part of, where each has its own: a part is too short to tell.
  package var language: LanguageTag?

  package init(pieces: [Piece], language: LanguageTag? = nil) {
    self.pieces = pieces
    self.language = language
  }

  /// Samples in the window.
  package var count: Int { pieces.last.map { $0.offset + $0.source.count } ?? 0 }

  /// The number of the piece that holds a sample of the window.
  package func pieceIndex(at sample: Int) -> Int {
    pieces.lastIndex { $0.offset <= sample } ?? 0
  }

  /// The islands, and what is left of one, from a sample of the window on; pieces under `minimum` samples are dropped.
  package func islands(from sample: Int, minimum: Int) -> [Range<Int>] {
    pieces.compactMap { piece in
      let skipped = min(max(0, sample - piece.offset), piece.source.count)
      let rest = piece.source.dropFirst(skipped)
      return rest.count >= minimum ? rest.startIndex..<rest.endIndex : nil
    }
  }

  /// Packs islands into as few windows as their order allows. An island longer than `capacity` must have been cut.
  package static func pack(_ islands: [Range<Int>], capacity: Int) -> [SpeechWindow] {
    var windows: [SpeechWindow] = []
    for island in islands {
      let offset = windows.last?.count ?? 0
      if offset > 0, offset + island.count <= capacity {
        windows[windows.count - 1].pieces.append(Piece(source: island, offset: offset))
      } else {
        windows.append(SpeechWindow(pieces: [Piece(source: island, offset: 0)]))
      }
    }
    return windows
  }

  /// A window for each island, so that each may have a language of its own. Islands under `enough` samples, which are too
  /// short to tell it, go with the neighbour that is nearer, where that leaves room.
  package static func separate(_ islands: [Range<Int>], capacity: Int, enough: Int) -> [SpeechWindow] {
    var groups: [[Range<Int>]] = []
    var pending: [Range<Int>] = []
    func length(_ group: [Range<Int>]) -> Int { group.reduce(0) { $0 + $1.count } }
    for (index, island) in islands.enumerated() {
      pending.append(island)
      let isLast = index + 1 == islands.count
      if length(pending) < enough {
        let after = isLast ? Int.max : islands[index + 1].lowerBound - island.upperBound
        let before = groups.last?.last.map { pending[0].lowerBound - $0.upperBound } ?? .max
        let fits = length(groups.last ?? []) + length(pending) <= capacity
        if before <= after, before < .max, fits {
          groups[groups.count - 1] += pending
          pending = []
        }
        if !isLast, length(pending) + islands[index + 1].count <= capacity { continue }
      }
      if !pending.isEmpty { groups.append(pending) }
      pending = []
    }
    return groups.flatMap { pack($0, capacity: capacity) }
  }
}
