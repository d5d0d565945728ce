import CFFmpeg

/// What becomes of a track of the source in the copy.
enum TrackCopy {
  /// Its packets are copied.
  case packets
  /// A file that goes along, such as a font: Matroska has those outside of the tracks.
  case attachment
  /// A picture that goes into the comments of the sound: Ogg has no other place for it.
  case comment
  /// It is made anew from what else is copied: the track of the names of chapters, and the time code.
  case madeAnew
  /// Cannot be written, which matters little: data that only the camera's maker knows.
  case passedOver(String)
  /// Cannot be written, and is something that people see or hear.
  case impossible(String)

  init(_ stream: UnsafeMutablePointer<AVStream>, in format: CopyFormat) {
    guard let parameters = stream.pointee.codecpar else {
      self = .passedOver("there is nothing known of it")
      return
    }
    let id = parameters.pointee.codec_id
    let name = Self.name(of: parameters)
    let isWritable = format.holds(id)
    switch parameters.pointee.codec_type {
    case AVMEDIA_TYPE_ATTACHMENT:
      self = format.container == .matroska ? .attachment : .passedOver("\(format.name) has no attachments")
    case AVMEDIA_TYPE_VIDEO where stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0:
      if format.container == .matroska {
        self = .attachment
      } else if format.muxer == "ogg" {
        self = .comment
      } else {
        self =
          isWritable && format.hasCovers
          ? .packets : .passedOver("\(format.name) has no covers of its kind (\(name))")
      }
    case AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_SUBTITLE:
      if isWritable {
        self = .packets
      } else if id == AV_CODEC_ID_NONE {
        self = .impossible("FFmpeg does not know its codec")
      } else {
        self = .impossible("FFmpeg cannot write its codec (\(name)) into \(format.name)")
      }
    default:
      let tag = parameters.pointee.codec_tag
      if tag == fourCC("tmcd") || (tag == fourCC("text") && stream.pointee.discard == AVDISCARD_ALL) {
        self = .madeAnew
      } else if format.isMP4Family, id != AV_CODEC_ID_NONE, isWritable, tag == fourCC("gpmd") {
        self = .packets
      } else {
        self = .passedOver("it is data of a kind that FFmpeg cannot write (\(name))")
      }
    }
  }

  private static func name(of parameters: UnsafeMutablePointer<AVCodecParameters>) -> String {
    let id = parameters.pointee.codec_id
    let tag = parameters.pointee.codec_tag
    guard id == AV_CODEC_ID_NONE || id == AV_CODEC_ID_BIN_DATA, tag != 0 else {
      return String(cString: avcodec_get_name(id))
    }
    let letters = (0..<4).map { UInt8(truncatingIfNeeded: tag >> (8 * $0)) }
    return letters.allSatisfy({ (0x20...0x7E).contains($0) }) ? String(decoding: letters, as: UTF8.self) : "unknown"
  }
}

/// Four letters as containers have them for a codec.
func fourCC(_ letters: StaticString) -> UInt32 {
  letters.withUTF8Buffer { $0.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) } }
}
