package import Subtitles
import Timeline
package import Transcript

/// Writes 3GPP timed text (3GPP TS 26.245), the text subtitles of MP4 and QuickTime.
///
/// A sample is its text in UTF-8 behind its length, and boxes of what differs from the track's own style. Characters are
/// counted as Unicode scalars.
package struct MovText {
  /// What cues keep besides times and lines.
  package static let features: Set<SubtitleFeature> = [.italic, .bold, .underline, .color, .edge]
  /// Cues shown at one time; a track has no two samples at a time, so they become one. More would fill the picture.
  private static let mostAtOnce = 8
  /// Bytes; the length in front of the text has 16 bits.
  private static let longestText = 60_000

  /// Of the picture as it is shown, in pixels.
  private let width: Int
  private let height: Int

  /// - Parameters:
  ///   - width: of the picture as it is shown, turned and with square pixels; 0 where there is none.
  ///   - height: the same.
  package init(width: Int, height: Int) {
    // Boxes have 16 bits with a sign.
    self.width = min(max(0, width), Int(Int16.max))
    self.height = min(max(0, height), Int(Int16.max))
  }

  /// The cues of `document` as samples that follow each other.
  ///
  /// - Parameter isOwn: whether the track is marked as one that surtitle made.
  package func encoded(
    _ document: SubtitleDocument, language: LanguageTag = .undetermined, isForced: Bool = false, isOwn: Bool = true
  ) -> EncodedSubtitles {
    let cues = document.normalised(keeping: Self.features).cues
    let samples = Self.pieces(of: cues).pieces.map {
      EncodedSubtitles.Sample(range: $0.range, payload: payload(of: $0.cues))
    }
    return EncodedSubtitles(
      codec: .movText,
      header: header(language: isOwn ? language : nil, isForced: isForced, hasTop: cues.contains { Self.isAtTop($0) }),
      samples: samples)
  }

  /// What a track of `document` lacks.
  package static func losses(of document: SubtitleDocument) -> [SubtitleLoss] {
    var losses = document.losses(keeping: features)
    let (pieces, leftOut) = pieces(of: document.normalised(keeping: features).cues)
    let cut = pieces.filter { isCut(inOrder($0.cues)) }
    if let first = cut.first { losses.append(.shortened(cut.count, first: first.range.start)) }
    if leftOut > 0 { losses.append(.leftOut(leftOut)) }
    return losses
  }

  // MARK: - Times

  /// What is shown at the same time, from change to change, and how many cues have no room beside others.
  private static func pieces(of cues: [Cue]) -> (pieces: [(range: TimeRange, cues: [Cue])], leftOut: Int) {
    var pieces: [(range: TimeRange, cues: [Cue])] = []
    var leftOut = 0
    var shown: [Cue] = []
    var now = MediaTime.zero
    func proceed(to limit: MediaTime?) {
      while let end = shown.map(\.range.end).min() {
        let stop = limit.map { min($0, end) } ?? end
        if stop > now { pieces.append((TimeRange(start: now, end: stop), shown)) }
        now = max(now, stop)
        shown.removeAll { $0.range.end <= now }
        if let limit, now >= limit { break }
      }
      if let limit { now = max(now, limit) }
    }
    for cue in cues {
      proceed(to: cue.range.start)
      if shown.count < mostAtOnce {
        shown.append(cue)
      } else {
        leftOut += 1
      }
    }
    proceed(to: nil)
    return (pieces, leftOut)
  }

  private static func isAtTop(_ cue: Cue) -> Bool { cue.placement?.edge == .top }

  /// What is at the top comes first where both are shown.
  private static func inOrder(_ cues: [Cue]) -> [Cue] { cues.filter(isAtTop) + cues.filter { !isAtTop($0) } }

  /// Whether not even the beginning of the last character has room.
  private static func isCut(_ cues: [Cue]) -> Bool {
    let lines = cues.flatMap(\.lines)
    let last = lines.last?.unicodeScalars.last.map { UTF8.width($0) } ?? 0
    return lines.reduce(lines.count - 1) { $0 + $1.utf8.count } - last >= longestText
  }

  // MARK: - Samples

  private func payload(of cues: [Cue]) -> [UInt8] {
    let cues = Self.inOrder(cues)
    var text: [UInt8] = []
    var records = Records(fontSize: fontSize)
    let lines = cues.flatMap(\.text)
    for (index, line) in lines.enumerated() {
      let spans = (index == 0 ? [] : [CueSpan("\n")]) + line.spans
      for span in spans {
        let start = records.position
        for scalar in span.text.unicodeScalars where text.count < Self.longestText {
          text += UTF8.encode(scalar).map(Array.init) ?? []
          records.position += 1
        }
        records.add(span.style, from: start)
      }
    }
    var bytes: [UInt8] = []
    bytes.append(big: UInt16(text.count))
    bytes += text
    records.append(to: &bytes)
    if cues.allSatisfy(Self.isAtTop), height > 0 {
      bytes.append(box: "tbox") {
        $0 += Self.box(
          top: marginY, left: marginX, bottom: marginY + topHeight(of: lines.count), right: width - marginX)
      }
    }
    return bytes
  }

  /// The boxes of styles that are not the track's own.
  private struct Records {
    let fontSize: UInt8
    var position = 0
    private var count = 0
    private var bytes: [UInt8] = []
    private var last: (style: TextStyle, end: Int)?

    init(fontSize: UInt8) { self.fontSize = fontSize }

    mutating func add(_ style: TextStyle, from start: Int) {
      guard style != TextStyle(), position > start, position <= UInt16.max, count < UInt16.max else { return }
      if let last, last.style == style, last.end == start {
        // The end of the record that is there.
        bytes.replaceSubrange(
          (bytes.count - 10)..<(bytes.count - 8), with: [UInt8(position >> 8), UInt8(position & 0xFF)])
      } else {
        bytes += MovText.record(style, from: UInt16(start), to: UInt16(position), fontSize: fontSize)
        count += 1
      }
      last = (style, position)
    }

    func append(to payload: inout [UInt8]) {
      guard count > 0 else { return }
      payload.append(box: "styl") {
        $0.append(big: UInt16(count))
        $0 += bytes
      }
    }
  }

  // MARK: - The track

  /// Marks a track as ours to those who know, in a box that all others pass over: a UUID of our own.
  private static let marker: [UInt8] = [
    0x8A, 0x2B, 0x51, 0x0E, 0x6D, 0x1F, 0x4C, 0x5A, 0x9E, 0x37, 0x5B, 0xC4, 0x70, 0x11, 0xD3, 0x62,
  ]

  /// The language of a track of ours, of which the container itself keeps no region or script; nil for one that is not.
  static func ownLanguage(header: UnsafeBufferPointer<UInt8>) -> String? {
    // Behind the fixed part stand boxes: the table of fonts, then others.
    var offset = 30
    while offset + 8 <= header.count {
      let size = header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      guard size >= 8, size <= header.count - offset else { return nil }
      let isUUID = header[offset + 4..<offset + 8].elementsEqual("uuid".utf8)
      let content = header[offset + 8..<offset + size]
      if isUUID, content.starts(with: marker) {
        return String(decoding: content.dropFirst(marker.count), as: UTF8.self)
      }
      offset += size
    }
    return nil
  }

  /// The sample description, without its head that is the same in all tracks.
  ///
  /// - Parameter language: for the mark of our own tracks.
  private func header(language: LanguageTag?, isForced: Bool, hasTop: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    // Some cues lie elsewhere; all cues are shown even to those who asked for none.
    bytes.append(big: UInt32(hasTop ? 0x2000_0000 : 0) | (isForced ? 0xC000_0000 : 0))
    // Centred, at the lower edge of the box, on nothing.
    bytes += [1, 0xFF, 0, 0, 0, 0]
    bytes += Self.box(top: 0, left: marginX, bottom: height - marginY, right: width - marginX)
    bytes += Self.record(TextStyle(), from: 0, to: 0, fontSize: fontSize)
    bytes.append(box: "ftab") {
      $0.append(big: UInt16(1))
      $0.append(big: UInt16(1))
      let font = Array("Sans-Serif".utf8)
      $0.append(UInt8(font.count))
      $0 += font
    }
    if let language { bytes.append(box: "uuid") { $0 += Self.marker + Array(language.code.utf8) } }
    return bytes
  }

  /// A twentieth of the height: two lines take an eighth of the picture.
  private var fontSize: UInt8 { height == 0 ? 18 : UInt8(min(255, max(8, Double(height) / 20))) }
  private var marginX: Int { width / 20 }
  private var marginY: Int { height / 20 }

  private func topHeight(of lines: Int) -> Int { min(height - 2 * marginY, Int(fontSize) * 5 / 4 * max(1, lines)) }

  private static func box(top: Int, left: Int, bottom: Int, right: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for edge in [top, left, bottom, right] { bytes.append(big: UInt16(clamping: edge)) }
    return bytes
  }

  private static func record(_ style: TextStyle, from start: UInt16, to end: UInt16, fontSize: UInt8) -> [UInt8] {
    let color = style.color ?? TextColor(255, 255, 255)
    var bytes: [UInt8] = []
    bytes.append(big: start)
    bytes.append(big: end)
    bytes.append(big: UInt16(1))
    bytes.append((style.isBold ? 1 : 0) | (style.isItalic ? 2 : 0) | (style.isUnderlined ? 4 : 0))
    bytes += [fontSize, color.red, color.green, color.blue, color.alpha]
    return bytes
  }
}

extension [UInt8] {
  /// Appends `value`, its highest byte first.
  fileprivate mutating func append(big value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  /// Appends a box of MP4: its length, its name, and what `body` appends.
  fileprivate mutating func append(box name: StaticString, _ body: (inout [UInt8]) -> Void) {
    let start = count
    append(contentsOf: [0, 0, 0, 0])
    append(contentsOf: name.description.utf8)
    body(&self)
    let size = UInt32(truncatingIfNeeded: count - start)
    replaceSubrange(
      start..<start + 4,
      with: [UInt8](unsafeUninitializedCapacity: 4) { buffer, count in
        for index in 0..<4 { buffer[index] = UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32(index))) }
        count = 4
      })
  }
}
