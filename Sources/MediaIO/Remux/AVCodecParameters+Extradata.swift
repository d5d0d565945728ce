import CFFmpeg

extension UnsafeMutablePointer<AVCodecParameters> {
  /// Puts `bytes` in the place of the header; one of FFmpeg's error codes where that fails.
  func setExtradata(_ bytes: [UInt8]) -> CInt {
    av_freep(&pointee.extradata)
    pointee.extradata_size = 0
    guard let data = av_mallocz(bytes.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)) else { return cff_ERR_ENOMEM }
    bytes.withUnsafeBytes { if let start = $0.baseAddress { data.copyMemory(from: start, byteCount: $0.count) } }
    pointee.extradata = data.assumingMemoryBound(to: UInt8.self)
    pointee.extradata_size = CInt(clamping: bytes.count)
    return 0
  }
}
