import CFFmpeg
import Timeline

/// Says of a track in a clip that its pictures are those of another file. What it is turned by stays that of the source.
final class CodedPictures: TrackEditor {
  private let stream: UnsafeMutablePointer<AVStream>
  private let input: MediaInput

  /// - Throws: `MediaError` where there are no pictures in `input`.
  init(_ input: MediaInput) throws(MediaError) {
    guard let stream = input.filmStream else {
      throw MediaError(.noVideo, path: input.path, message: "there are no pictures in it")
    }
    (self.input, self.stream) = (input, stream)
  }

  var timeBase: AVRational { stream.pointee.time_base }

  func describe(_ target: UnsafeMutablePointer<AVStream>) throws(MediaError) {
    guard let parameters = target.pointee.codecpar, let coded = stream.pointee.codecpar,
      avcodec_parameters_copy(parameters, coded) >= 0
    else { throw MediaError(.io, path: input.path, message: "not enough memory to copy it; close other programs") }
    parameters.pointee.codec_tag = 0
    target.pointee.time_base = stream.pointee.time_base
  }

  func take(_ packet: UnsafeMutablePointer<AVPacket>?, at stamp: MediaTime?) throws(MediaError) {}
  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool { false }
}
