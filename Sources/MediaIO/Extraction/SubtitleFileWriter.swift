import CFFmpeg
import Timeline

/// Puts down the packets of a track of text as a subtitle file. Used by one thread.
struct SubtitleFileWriter {
  let codec: SubtitleCodec
  private(set) var bytes: [UInt8]
  /// Of the cues so far.
  private(set) var times: [TimeRange] = []

  private let input: MediaInput
  private let stream: UnsafeMutablePointer<AVStream>
  /// For text that is not put down as it is.
  private let decoder: TextDecoder?
  private let origin: MediaTime

  init(_ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput) throws(MediaError) {
    (self.stream, self.input) = (stream, input)
    origin = MediaTime(av: input.context.pointee.start_time) ?? .zero
    let parameters = stream.pointee.codecpar.pointee
    let header = Self.text(parameters.extradata, parameters.extradata_size)
    switch parameters.codec_id {
    case AV_CODEC_ID_SUBRIP, AV_CODEC_ID_TEXT:
      (codec, bytes, decoder) = (.subRip, [], nil)
    case AV_CODEC_ID_WEBVTT:
      let isHead = header.starts(with: "WEBVTT".utf8)
      (codec, bytes, decoder) = (.webVTT, (isHead ? header : Array("WEBVTT".utf8)) + Array("\n\n".utf8), nil)
    case AV_CODEC_ID_ASS, AV_CODEC_ID_SSA:
      (codec, bytes, decoder) = (.subStationAlpha, Self.scriptHead(header), nil)
    default:
      let name = String(cString: avcodec_get_name(parameters.codec_id))
      guard let decoder = TextDecoder(stream) else {
        throw MediaError(.unsupportedCodec, path: input.path, message: "FFmpeg has no decoder for its text (\(name))")
      }
      let context = decoder.context.pointer.pointee
      let head = Self.scriptHead(Self.text(context.subtitle_header, context.subtitle_header_size))
      (codec, bytes, self.decoder) = (.subStationAlpha, head, decoder)
    }
  }

  var isDecoded: Bool { decoder != nil }

  mutating func add(_ packet: borrowing Packet) throws(MediaError) {
    let pointer = packet.pointer
    guard let start = stream.time(pointer.pointee.pts == cff_NOPTS ? pointer.pointee.dts : pointer.pointee.pts)
    else { return }
    let duration = stream.time(max(0, pointer.pointee.duration)) ?? .zero
    let range = TimeRange(start: max(.zero, start - origin), end: max(.zero, start + duration - origin))
    if decoder != nil { return decode(packet, range) }
    let payload = Self.text(pointer.pointee.data, pointer.pointee.size)
    guard !payload.isEmpty else { return }
    switch codec {
    case .webVTT:
      let identifier = packet.sideData(AV_PKT_DATA_WEBVTT_IDENTIFIER)
      if !identifier.isEmpty { append(identifier + [Self.lineFeed]) }
      let settings = packet.sideData(AV_PKT_DATA_WEBVTT_SETTINGS)
      append(
        "\(ClockTime(range.start).formatted(separator: ".")) --> \(ClockTime(range.end).formatted(separator: "."))")
      append((settings.isEmpty ? [] : [UInt8(ascii: " ")] + settings) + [Self.lineFeed] + payload)
      append("\n\n")
      times.append(range)
    case .subStationAlpha: addEvent(payload, range)
    case .subRip, .movText:
      append(
        "\(times.count + 1)\n\(ClockTime(range.start).formatted(separator: ",")) --> \(ClockTime(range.end).formatted(separator: ","))\n"
      )
      append(payload)
      append("\n\n")
      times.append(range)
    }
  }

  private mutating func decode(_ packet: borrowing Packet, _ range: TimeRange) {
    guard let decoder else { return }
    var subtitle = AVSubtitle()
    var isThere: CInt = 0
    guard avcodec_decode_subtitle2(decoder.context.pointer, &subtitle, &isThere, packet.pointer) >= 0, isThere != 0
    else {
      return
    }
    defer { avsubtitle_free(&subtitle) }
    var range = range
    if range.duration == .zero, subtitle.end_display_time > 0, subtitle.end_display_time != .max {
      range = TimeRange(
        start: range.start, end: range.start + MediaTime(milliseconds: Int64(subtitle.end_display_time)))
    }
    for index in 0..<Int(subtitle.num_rects) {
      guard let text = subtitle.rects?[index]?.pointee.ass else { continue }
      addEvent(Array(String(cString: text).utf8), range)
    }
  }

  /// An event of a container has the order of reading and the layer before its style, and no times.
  private mutating func addEvent(_ payload: [UInt8], _ range: TimeRange) {
    let fields = payload.split(separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return }
    append("Dialogue: \(String(decoding: fields[1], as: UTF8.self)),")
    append("\(Self.scriptClock(range.start)),\(Self.scriptClock(range.end)),")
    // A line feed would end the event.
    for byte in fields[2] where byte != UInt8(ascii: "\r") {
      append(byte == Self.lineFeed ? Array("\\N".utf8) : [byte])
    }
    append("\n")
    times.append(range)
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }
  private mutating func append(_ more: [UInt8]) { bytes += more }

  private static let lineFeed = UInt8(ascii: "\n")

  /// What stands before the events, with the order of fields that events of containers have.
  private static func scriptHead(_ header: [UInt8]) -> [UInt8] {
    let lines = header.split(omittingEmptySubsequences: false) { $0 == lineFeed }
      .prefix { !$0.starts(with: "[Events]".utf8) }
    return Array(lines.joined(separator: [lineFeed]))
      + Array(
        """

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

        """.utf8)
  }

  /// Up to the first zero: some writers count it in.
  private static func text(_ start: UnsafeMutablePointer<UInt8>?, _ count: CInt) -> [UInt8] {
    guard let start, count > 0 else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)).prefix { $0 != 0 })
  }

  /// `HH:MM:SS.cc`
  private static func scriptClock(_ time: MediaTime) -> Substring {
    let rounded = MediaTime(milliseconds: time.count(perSecond: 100) * 10)
    return ClockTime(rounded).formatted(separator: ".").dropLast()
  }
}

/// An open decoder of text.
private final class TextDecoder {
  let context: CodecContext

  init?(_ stream: UnsafeMutablePointer<AVStream>) {
    guard let parameters = stream.pointee.codecpar, let codec = avcodec_find_decoder(parameters.pointee.codec_id),
      let context = CodecContext(codec), context.open(for: stream) >= 0
    else { return nil }
    self.context = context
  }
}
