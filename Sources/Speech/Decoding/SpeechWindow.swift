/// Up to 30 s of speech as the encoder hears it: islands one after the other, what lies between them left out.
package struct SpeechWindow: Hashable, Sendable {
  /// An island and where it lies in the window.
  package struct Piece: Hashable, Sendable {
    /// Samples of the media.
    package var source: Range<Int>
    /// The first sample's place in the window.
    package var offset: Int

    package init(source: Range<Int>, offset: Int) {
      self.source = source
      self.offset = offset
    }
  }

  package var pieces: [Piece]

  package init(pieces: [Piece]) {
    self.pieces = pieces
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
}
