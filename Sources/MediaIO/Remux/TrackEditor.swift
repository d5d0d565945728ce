import CFFmpeg

/// Changes the packets of one track on their way into a copy. Used by one thread.
protocol TrackEditor: AnyObject {
  /// The unit of the times of packets that it hands out.
  var timeBase: AVRational { get }

  /// Says of the track in the copy what differs from the source's. Called once, before anything is written.
  func describe(_ target: UnsafeMutablePointer<AVStream>) throws(MediaError)

  /// Takes the next packet of the source, which it may empty; nil says that there are no more.
  func take(_ packet: UnsafeMutablePointer<AVPacket>?) throws(MediaError)

  /// Puts the next packet of the copy into `packet`; false where there is none before another is taken.
  func next(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool
}
