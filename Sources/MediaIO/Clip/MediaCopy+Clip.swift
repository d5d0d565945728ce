import CFFmpeg
import Timeline

extension MediaCopy {
  /// Writes `pieces` one behind the other.
  ///
  /// - Parameter maps: for each piece which track of its file goes on which of the first.
  func clip(
    _ pieces: [PlannedPiece], maps: [[CInt: CInt]], progress: (@Sendable (Double) -> Void)?
  ) throws(MediaError) -> ClipReport {
    dropStaleTags()
    try addChapters(of: pieces)
    for index in 0..<Int(context.pointee.nb_streams) {
      context.pointee.streams[index]?.pointee.codecpar.map(FlacLength.forget)
    }
    try openFile()
    try writeHeader()
    var ordering = CopyTiming(for: format, muxer: context.pointee.oformat, shifts: [:])
    var result = ClipReport()
    var place = MediaTime.zero
    for (number, piece) in pieces.enumerated() {
      var targets: [CInt: UnsafeMutablePointer<AVStream>] = [:]
      for (own, first) in maps[number] { targets[own] = self.targets[first] }
      let part = PieceCopy(piece, into: self, targets: targets, at: place, ordering: ordering)
      ordering = try part.run { done in progress?((Double(number) + done) / Double(pieces.count) * 0.99) }
      guard part.end > place else {
        throw MediaError(
          .empty, path: piece.input.path,
          message: "there is nothing between \(piece.piece.range.start) and \(piece.piece.range.end); no clip was made")
      }
      result.parts.append(ClipReport.Part(asked: piece.piece.range, range: piece.range, place: place))
      result.packetCount += part.packetCount
      place = part.end
    }
    try writeFlacLength(place)
    try finish()
    result.duration = place
    (result.leftOut, result.warnings) = (report.leftOut, report.warnings)
    return result
  }

  /// What is said of the whole and does not hold for a part: its time code, and the statistics that Matroska's tools write.
  private func dropStaleTags() {
    func drop(_ metadata: inout OpaquePointer?) {
      for key in ["timecode", "DURATION", "BPS", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES", "_STATISTICS_"] {
        while let entry = av_dict_get(metadata, key, nil, AV_DICT_IGNORE_SUFFIX) {
          let name = String(cString: entry.pointee.key)
          av_dict_set(&metadata, name, nil, AV_DICT_MATCH_CASE)
        }
      }
    }
    drop(&context.pointee.metadata)
    for index in 0..<Int(context.pointee.nb_streams) {
      if let stream = context.pointee.streams[index] { drop(&stream.pointee.metadata) }
    }
  }

  /// One for each piece that has a title, otherwise the parts of the source's chapters. Pieces are taken to be as long as
  /// they are asked to be: containers want chapters before all else.
  private func addChapters(of pieces: [PlannedPiece]) throws(MediaError) {
    var place = MediaTime.zero
    var number: Int64 = 0
    func add(_ start: MediaTime, _ end: MediaTime, _ metadata: OpaquePointer?) throws(MediaError) {
      guard end > start else { return }
      number += 1
      let base = AVRational(num: 1, den: 1000)
      guard cff_add_chapter(context, number, base, start.milliseconds, end.milliseconds, metadata) >= 0 else {
        throw outOfMemory
      }
    }
    for piece in pieces {
      let length = piece.end - piece.start
      if let title = piece.piece.title, pieces.count > 1 {
        var metadata: OpaquePointer?
        defer { av_dict_free(&metadata) }
        av_dict_set(&metadata, "title", title, 0)
        try add(place, place + length, metadata)
      } else {
        for index in 0..<Int(piece.input.context.pointee.nb_chapters) {
          guard let chapter = piece.input.context.pointee.chapters[index]?.pointee, chapter.time_base.den > 0 else {
            continue
          }
          let base = Rational(Int64(chapter.time_base.num), Int64(chapter.time_base.den))
          let start = max(piece.start, MediaTime(ticks: chapter.start, timeBase: base))
          let end = min(piece.end, MediaTime(ticks: chapter.end, timeBase: base))
          try add(start - piece.start + place, end - piece.start + place, chapter.metadata)
        }
      }
      place += length
    }
  }
}
