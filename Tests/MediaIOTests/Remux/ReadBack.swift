import CFFmpeg
import Foundation
import SystemPackage
import Testing

/// What FFmpeg's demuxer finds in a file, for comparison.
struct ReadBack: Sendable {
  struct Packet: Hashable, Sendable {
    /// Microseconds; nil where the file does not say.
    var time: Int64?
    var duration: Int64
    var payload: [UInt8]
    /// WebVTT's settings of the cue.
    var settings: String
  }

  struct Stream: Sendable {
    var kind: String
    var codec: String
    var tags: [String: String]
    var isDefault, isForced, isForHearingImpaired: Bool
    var header: [UInt8]
    /// Degrees counterclockwise.
    var rotation: Double
    var packets: [Packet] = []
  }

  var streams: [Stream] = []
  var chapters: [String] = []
  var tags: [String: String] = [:]
  /// Of packets, in the order of the file. Without those of two bytes by which MP4 says that nothing is shown: FFmpeg
  /// writes them right behind the cue that ends.
  var order: [(stream: Int, decoding: Int64)] = []

  init(_ path: FilePath) throws {
    var context: UnsafeMutablePointer<AVFormatContext>?
    try #require(avformat_open_input(&context, path.string, nil, nil) >= 0, "cannot open \(path)")
    let opened = try #require(context)
    defer { avformat_close_input(&context) }
    try #require(avformat_find_stream_info(opened, nil) >= 0)
    tags = Self.tags(opened.pointee.metadata)
    for index in 0..<Int(opened.pointee.nb_chapters) {
      chapters.append(Self.tags(opened.pointee.chapters[index]?.pointee.metadata)["title"] ?? "")
    }
    for index in 0..<Int(opened.pointee.nb_streams) {
      streams.append(try Self.stream(#require(opened.pointee.streams[index])))
    }
    let packet = try #require(av_packet_alloc())
    defer {
      var packet: UnsafeMutablePointer<AVPacket>? = packet
      av_packet_free(&packet)
    }
    while av_read_frame(opened, packet) >= 0 {
      let index = Int(packet.pointee.stream_index)
      let base = try #require(opened.pointee.streams[index]).pointee.time_base
      let unit = AVRational(num: 1, den: 1_000_000)
      var size = 0
      let settings = av_packet_get_side_data(packet, AV_PKT_DATA_WEBVTT_SETTINGS, &size)
      streams[index].packets.append(
        Packet(
          time: packet.pointee.pts == cff_NOPTS ? nil : av_rescale_q(packet.pointee.pts, base, unit),
          duration: av_rescale_q(packet.pointee.duration, base, unit),
          payload: Array(UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))),
          settings: String(decoding: UnsafeBufferPointer(start: settings, count: size), as: UTF8.self)))
      let isEmpty = streams[index].codec == "mov_text" && packet.pointee.size == 2
      if packet.pointee.dts != cff_NOPTS, !isEmpty {
        order.append((index, av_rescale_q(packet.pointee.dts, base, unit)))
      }
      av_packet_unref(packet)
    }
  }

  private static func stream(_ stream: UnsafeMutablePointer<AVStream>) throws -> Stream {
    let parameters = try #require(stream.pointee.codecpar)
    var size = 0
    var rotation = 0.0
    if let data = cff_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size) {
      rotation = data.withMemoryRebound(to: Int32.self, capacity: 9) { av_display_rotation_get($0) }
    }
    let disposition = stream.pointee.disposition
    return Stream(
      kind: av_get_media_type_string(parameters.pointee.codec_type).map { String(cString: $0) } ?? "",
      codec: String(cString: avcodec_get_name(parameters.pointee.codec_id)), tags: tags(stream.pointee.metadata),
      isDefault: disposition & AV_DISPOSITION_DEFAULT != 0, isForced: disposition & AV_DISPOSITION_FORCED != 0,
      isForHearingImpaired: disposition & AV_DISPOSITION_HEARING_IMPAIRED != 0,
      header: Array(
        UnsafeBufferPointer(start: parameters.pointee.extradata, count: Int(parameters.pointee.extradata_size))),
      rotation: rotation)
  }

  private static func tags(_ dictionary: OpaquePointer?) -> [String: String] {
    var tags: [String: String] = [:]
    var entry = av_dict_get(dictionary, "", nil, AV_DICT_IGNORE_SUFFIX)
    while let found = entry {
      tags[String(cString: found.pointee.key)] = String(cString: found.pointee.value)
      entry = av_dict_get(dictionary, "", found, AV_DICT_IGNORE_SUFFIX)
    }
    return tags
  }
}
