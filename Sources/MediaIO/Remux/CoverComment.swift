import CFFmpeg
import Foundation

/// A picture as the comments of Ogg files hold it: the block of FLAC (RFC 9639, 8.8) in letters.
enum CoverComment {
  static let key = "METADATA_BLOCK_PICTURE"

  /// Nil where there is no picture.
  static func text(of stream: UnsafeMutablePointer<AVStream>) -> String? {
    let picture = stream.pointee.attached_pic
    guard let parameters = stream.pointee.codecpar, let data = picture.data, picture.size > 0 else { return nil }
    let type = parameters.pointee.codec_id == AV_CODEC_ID_PNG ? "image/png" : "image/jpeg"
    let title = av_dict_get(stream.pointee.metadata, "title", nil, 0).map { String(cString: $0.pointee.value) } ?? ""
    var block = Data()
    func append(_ value: Int) {
      withUnsafeBytes(of: UInt32(clamping: value).bigEndian) { block.append(contentsOf: $0) }
    }
    func append(_ text: String) {
      append(text.utf8.count)
      block.append(contentsOf: text.utf8)
    }
    // 3 is the front of a record.
    append(3)
    append(type)
    append(title)
    append(Int(max(0, parameters.pointee.width)))
    append(Int(max(0, parameters.pointee.height)))
    append(24)
    append(0)
    append(Int(picture.size))
    block.append(data, count: Int(picture.size))
    return block.base64EncodedString()
  }
}

extension MediaCopy {
  /// Puts a picture into the comments of the first track of sound.
  func addCover(_ stream: UnsafeMutablePointer<AVStream>) throws(MediaError) {
    let sound = targets.values.filter { $0.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
      .min { $0.pointee.index < $1.pointee.index }
    guard let sound, let text = CoverComment.text(of: stream) else {
      report.leftOut.append(
        .init(stream: Int(stream.pointee.index), reason: "there is no sound before it to put it to"))
      return
    }
    av_dict_set(&sound.pointee.metadata, CoverComment.key, text, AV_DICT_MULTIKEY)
  }
}
