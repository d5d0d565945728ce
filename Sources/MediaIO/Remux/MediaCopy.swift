import CFFmpeg
import Glibc
import Media
import SystemPackage
import Transcript

/// A copy of an open file, packet by packet, with subtitle tracks added and tracks changed. Used by one thread.
final class MediaCopy {
  let input: MediaInput
  let format: CopyFormat
  let file: OutputFile
  let options: SubtitleEmbedder.Options
  var report = SubtitleEmbedder.Report()

  let context: UnsafeMutablePointer<AVFormatContext>
  /// By the index of the source's track: where its packets go.
  private(set) var targets: [CInt: UnsafeMutablePointer<AVStream>] = [:]
  /// By the index of the source's track: what changes its packets.
  let editors: [CInt: any TrackEditor]
  /// By track of the source: a packet that is far ahead of those before it, until the next one tells whether it should be.
  var leaps: [CInt: HeldPacket] = [:]
  /// By the index of the source's track: packets in the copy. Complete after `run`.
  var packetCounts: [CInt: Int] = [:]
  private(set) var added: [(stream: UnsafeMutablePointer<AVStream>, subtitles: EncodedSubtitles)] = []

  init(
    of input: MediaInput, with tracks: [(track: SubtitleTrack, subtitles: EncodedSubtitles)] = [],
    editors: [CInt: any TrackEditor] = [:], in format: CopyFormat, to file: OutputFile,
    options: SubtitleEmbedder.Options, copiesChapters: Bool = true
  ) throws(MediaError) {
    (self.input, self.format, self.file, self.options) = (input, format, file, options)
    self.editors = editors
    var context: UnsafeMutablePointer<AVFormatContext>?
    let code = avformat_alloc_output_context2(&context, nil, format.muxer, nil)
    guard code >= 0, let context else {
      throw MediaError(.unsupportedContainer, path: file.path, message: "this FFmpeg cannot write \(format.name)")
    }
    self.context = context
    context.pointee.interrupt_callback = input.context.pointee.interrupt_callback
    // Old containers store no times of showing.
    input.context.pointee.flags |= AVFMT_FLAG_GENPTS
    context.pointee.strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL
    // Matroska stores no times before 0 but takes off what a decoder needs to start: the times are good as they are.
    if format.isMatroska, input.isMatroska {
      context.pointee.avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED
    }
    av_dict_copy(&context.pointee.metadata, input.context.pointee.metadata, 0)
    for key in ["major_brand", "minor_version", "compatible_brands"] {
      av_dict_set(&context.pointee.metadata, key, nil, 0)
    }
    if copiesChapters { try copyChapters() }
    let new = tracks.filter { $0.track.source == nil }
    for stream in input.streams {
      let index = Int(stream.pointee.index)
      if options.leavesOutText, stream.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE {
        report.leftOut.append(.init(stream: index, reason: "no text is copied"))
      } else if options.replacesOwn, new.contains(where: { stream.isOwn(like: $0.track) }) {
        report.replaced.append(index)
      } else if let (track, subtitles) = tracks.first(where: { $0.track.source == index }) {
        try convert(stream, to: subtitles, as: track)
      } else {
        try copy(stream)
      }
    }
    for (track, subtitles) in new {
      try add(subtitles, as: track)
      report.sampleCounts.append(subtitles.samples.count)
    }
  }

  deinit {
    avio_closep(&context.pointee.pb)
    avformat_free_context(context)
  }

  // MARK: - Tracks

  private func copy(_ stream: UnsafeMutablePointer<AVStream>) throws(MediaError) {
    let index = Int(stream.pointee.index)
    var size = 0
    if cff_side_data(stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, &size) != nil { throw encrypted(index) }
    // What an editor makes of it is in a codec that the container holds.
    if editors[stream.pointee.index] != nil { return try addCopy(of: stream, asAttachment: false) }
    switch TrackCopy(stream, in: format) {
    case .packets: try addCopy(of: stream, asAttachment: false)
    case .attachment: try addCopy(of: stream, asAttachment: true)
    case .comment: try addCover(stream)
    case .madeAnew: break
    case .passedOver(let reason): report.leftOut.append(.init(stream: index, reason: reason))
    case .impossible(let reason):
      guard options.leavesOutUnknown else {
        throw MediaError(
          .unsupportedStream, path: file.path,
          message: "stream \(index) of \(input.path) cannot be copied: \(reason); leave it out, or name an .mkv")
      }
      report.leftOut.append(.init(stream: index, reason: reason))
    }
  }

  private func convert(
    _ stream: UnsafeMutablePointer<AVStream>, to subtitles: EncodedSubtitles, as track: SubtitleTrack
  ) throws(MediaError) {
    let index = Int(stream.pointee.index)
    guard !subtitles.samples.isEmpty else {
      return report.leftOut.append(.init(stream: index, reason: "there is nothing in it"))
    }
    try add(subtitles, as: track, insteadOf: stream)
    report.converted.append(index)
  }

  private func addCopy(of stream: UnsafeMutablePointer<AVStream>, asAttachment: Bool) throws(MediaError) {
    let target = try newStream()
    guard let parameters = target.pointee.codecpar, let source = stream.pointee.codecpar,
      avcodec_parameters_copy(parameters, source) >= 0, cff_copy_side_data(target, stream) >= 0
    else { throw outOfMemory }
    // A tag that the container does not know is left to it.
    var known: UInt32 = 0
    let tags = context.pointee.oformat.pointee.codec_tag
    let isKept =
      tags == nil || av_codec_get_id(tags, source.pointee.codec_tag) == source.pointee.codec_id
      || av_codec_get_tag2(tags, source.pointee.codec_id, &known) == 0
    if !isKept { parameters.pointee.codec_tag = 0 }
    av_dict_copy(&target.pointee.metadata, stream.pointee.metadata, 0)
    if format.isMP4Family, let title = av_dict_get(target.pointee.metadata, "title", nil, 0) {
      // Where MP4 has the name of a track that players show.
      av_dict_set(&target.pointee.metadata, "handler_name", title.pointee.value, 0)
    }
    target.pointee.disposition = stream.pointee.disposition
    target.pointee.time_base = stream.pointee.time_base
    target.pointee.avg_frame_rate = stream.pointee.avg_frame_rate
    target.pointee.r_frame_rate = stream.pointee.r_frame_rate
    // The container's word counts where the coder says something else; muxers refuse contradictions.
    if stream.pointee.sample_aspect_ratio.num > 0 {
      parameters.pointee.sample_aspect_ratio = stream.pointee.sample_aspect_ratio
    }
    target.pointee.sample_aspect_ratio = parameters.pointee.sample_aspect_ratio
    var size = 0
    if format.container == .quickTime, cff_side_data(stream, AV_PKT_DATA_DOVI_CONF, &size) != nil {
      report.warnings.append("FFmpeg does not write the marks of Dolby Vision into QuickTime; an .mp4 keeps them")
    }
    if asAttachment { return try makeAttachment(target, from: stream) }
    if format.muxer == "mpegts", input.isTransportStream { target.pointee.id = stream.pointee.id }
    try editors[stream.pointee.index]?.describe(target)
    targets[stream.pointee.index] = target
  }

  /// Covers are attachments in Matroska; FFmpeg shows them as pictures.
  private func makeAttachment(
    _ target: UnsafeMutablePointer<AVStream>, from stream: UnsafeMutablePointer<AVStream>
  ) throws(MediaError) {
    guard let parameters = target.pointee.codecpar, parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO else { return }
    let picture = stream.pointee.attached_pic
    parameters.pointee.codec_type = AVMEDIA_TYPE_ATTACHMENT
    target.pointee.disposition = 0
    try setHeader(Array(UnsafeBufferPointer(start: picture.data, count: Int(max(0, picture.size)))), of: parameters)
    let isPNG = parameters.pointee.codec_id == AV_CODEC_ID_PNG
    for (key, value) in [
      ("filename", isPNG ? "cover.png" : "cover.jpg"), ("mimetype", isPNG ? "image/png" : "image/jpeg"),
    ]
    where av_dict_get(target.pointee.metadata, key, nil, 0) == nil {
      av_dict_set(&target.pointee.metadata, key, value, 0)
    }
  }

  /// Adds a track of subtitles behind those that are there.
  ///
  /// - Parameter original: what it is made of, if that is a track of the source.
  private func add(
    _ subtitles: EncodedSubtitles, as track: SubtitleTrack, insteadOf original: UnsafeMutablePointer<AVStream>? = nil
  ) throws(MediaError) {
    let target = try newStream()
    guard let parameters = target.pointee.codecpar else { throw outOfMemory }
    parameters.pointee.codec_type = AVMEDIA_TYPE_SUBTITLE
    parameters.pointee.codec_id = subtitles.codec.id
    if !subtitles.header.isEmpty { try setHeader(subtitles.header, of: parameters) }
    target.pointee.time_base = AVRational(num: 1, den: 1000)
    if let original {
      target.pointee.disposition = original.pointee.disposition
    } else {
      mark(target, track.dispositions)
    }
    func set(_ key: String, _ value: String) { av_dict_set(&target.pointee.metadata, key, value, 0) }
    if let title = track.title { set("title", title) }
    if format.isMP4Family {
      if let geometry = input.filmStream.flatMap({ VideoGeometry($0, in: input.context) }) {
        parameters.pointee.width = CInt(clamping: geometry.shownWidth)
        parameters.pointee.height = CInt(clamping: geometry.shownHeight)
      }
      parameters.pointee.codec_tag = fourCC("tx3g")
      set("language", format.container == .quickTime ? track.language.macintoshCode : track.language.terminologicalCode)
      // Many players show this as the name of the track, and FFmpeg reads no other.
      set("handler_name", track.title ?? "SubtitleHandler")
    } else {
      set("language", track.language.bibliographicCode)
      if track.source.map(input.isOwn) ?? true { set(Self.marker, track.language.code) }
    }
    let unheld = format.container?.unheldDispositions.intersection(track.dispositions) ?? []
    for lost in unheld.sorted(by: { $0.rawValue < $1.rawValue }) {
      report.warnings.append(
        "\(format.name) files have no place that players read for “\(lost.rawValue)”; write an .mkv or .mp4 to keep it"
      )
    }
    added.append((target, subtitles))
  }

  private func mark(_ target: UnsafeMutablePointer<AVStream>, _ dispositions: Set<MediaStream.Disposition>) {
    if dispositions.contains(.default) {
      target.pointee.disposition |= AV_DISPOSITION_DEFAULT
      // There can be one only.
      for other in Array(targets.values) + added.map(\.stream)
      where other.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE {
        other.pointee.disposition &= ~AV_DISPOSITION_DEFAULT
      }
    }
    if dispositions.contains(.forced) { target.pointee.disposition |= AV_DISPOSITION_FORCED }
    if dispositions.contains(.hearingImpaired) { target.pointee.disposition |= AV_DISPOSITION_HEARING_IMPAIRED }
  }

  /// A tag of Matroska tracks that surtitle made: their language, of which the container itself keeps no region or script.
  fileprivate static let marker = "SURTITLE"

  private func newStream() throws(MediaError) -> UnsafeMutablePointer<AVStream> {
    guard let stream = avformat_new_stream(context, nil) else { throw outOfMemory }
    return stream
  }

  private func setHeader(
    _ bytes: [UInt8], of parameters: UnsafeMutablePointer<AVCodecParameters>
  ) throws(MediaError) {
    guard parameters.setExtradata(bytes) >= 0 else { throw outOfMemory }
  }

  private func copyChapters() throws(MediaError) {
    for index in 0..<Int(input.context.pointee.nb_chapters) {
      guard let chapter = input.context.pointee.chapters[index] else { continue }
      let value = chapter.pointee
      guard cff_add_chapter(context, value.id, value.time_base, value.start, value.end, value.metadata) >= 0 else {
        throw outOfMemory
      }
    }
  }

  var outOfMemory: MediaError {
    MediaError(.io, path: input.path, message: "not enough memory to copy it; close other programs")
  }

  func encrypted(_ stream: Int) -> MediaError {
    MediaError(
      .encrypted, path: input.path,
      message: "stream \(stream) is encrypted, and a copy could not be played; decrypt it first")
  }
}

extension MediaInput {
  var isMatroska: Bool { String(cString: context.pointee.iformat.pointee.name).hasPrefix("matroska") }
  var isTransportStream: Bool { String(cString: context.pointee.iformat.pointee.name) == "mpegts" }
  var isMP4Family: Bool { String(cString: context.pointee.iformat.pointee.name).hasPrefix("mov") }

  /// Whether the track at `index` is one that surtitle made.
  func isOwn(_ index: Int) -> Bool {
    streams.contains { Int($0.pointee.index) == index && $0.ownMark != nil }
  }
}

extension UnsafeMutablePointer<AVStream> {
  /// What a track of subtitles that surtitle put in says of its language; nil for one of others.
  var ownMark: String? {
    guard let parameters = pointee.codecpar, parameters.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE else { return nil }
    if let tag = av_dict_get(pointee.metadata, MediaCopy.marker, nil, 0) { return String(cString: tag.pointee.value) }
    return MovText.ownLanguage(
      header: UnsafeBufferPointer(
        start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size))))
  }

  /// Whether it is a track of subtitles that surtitle put in earlier, in the language and for the purpose of `track`.
  fileprivate func isOwn(like track: SubtitleTrack) -> Bool {
    guard let mark = ownMark else { return false }
    let language = av_dict_get(pointee.metadata, "language", nil, 0).map { String(cString: $0.pointee.value) }
    // Marks of the first kind have no language.
    let isSame =
      ["", "1"].contains(mark)
      ? LanguageTag(language ?? "").primary == track.language.primary : LanguageTag(mark) == track.language
    return isSame
      && (pointee.disposition & AV_DISPOSITION_FORCED != 0) == track.dispositions.contains(.forced)
      && (pointee.disposition & AV_DISPOSITION_HEARING_IMPAIRED != 0) == track.dispositions.contains(.hearingImpaired)
  }
}
