import CFFmpeg

/// Sole owner of one `AVFrame` and, through its reference, of the samples in it.
struct Frame: ~Copyable {
  let pointer: UnsafeMutablePointer<AVFrame>

  /// Nil when out of memory.
  init?() {
    guard let pointer = av_frame_alloc() else { return nil }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = self.pointer
    av_frame_free(&pointer)
  }

  var isEmpty: Bool { pointer.pointee.nb_samples <= 0 }
  var sampleCount: Int { Int(pointer.pointee.nb_samples) }
  var sampleRate: Int { Int(pointer.pointee.sample_rate) }

  func clear() { av_frame_unref(pointer) }

  /// Takes over what `other` holds, which is empty afterwards.
  func take(from other: borrowing Frame) {
    av_frame_unref(pointer)
    av_frame_move_ref(pointer, other.pointer)
  }
}
