import CFFmpeg

/// What the channels of a track are for.
struct ChannelRoles: Hashable, Sendable {
  /// How much of the tone each gets. Where there is a centre, speech is in it: so is the tone, and in no other.
  var toneGains: [Double]
  /// How much each counts in loudness: ITU-R BS.1770-5, table 4.
  var weights: [Double]

  init(_ layout: UnsafePointer<AVChannelLayout>) {
    let count = Int(max(0, layout.pointee.nb_channels))
    let channels = (0..<count).map { av_channel_layout_channel_from_index(layout, UInt32($0)) }
    let centre = count > 2 ? channels.firstIndex(of: AV_CHAN_FRONT_CENTER) : nil
    let low: [AVChannel] = [AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2]
    let around: [AVChannel] = [
      AV_CHAN_BACK_LEFT, AV_CHAN_BACK_RIGHT, AV_CHAN_SIDE_LEFT, AV_CHAN_SIDE_RIGHT, AV_CHAN_BACK_CENTER,
    ]
    toneGains = channels.enumerated().map { index, channel in
      if low.contains(channel) { return 0 }
      return centre == nil || centre == index ? 1 : 0
    }
    weights = channels.map { low.contains($0) ? 0 : around.contains($0) ? 1.41 : 1 }
  }
}
