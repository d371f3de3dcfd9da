namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>Why a photo is not in the draft.</summary>
internal enum LeftOutReason
{
    /// <summary>Its metadata hold no GPS position, or one nearer to a pole than UTM reaches.</summary>
    NoPosition,

    /// <summary>It is no JPEG, or its picture data are damaged or cut off.</summary>
    Unreadable,

    /// <summary>Neither its camera's sensor nor a 35 mm equivalent focal length is known.</summary>
    UnknownCamera,

    /// <summary>It was taken on the ground (below 1 m), or looks at the horizon.</summary>
    NoGroundInView,

    /// <summary>It lies more than 20 km from the middle of the survey, which no flight does.</summary>
    FarAway,
}

/// <summary>A photo that is not in the draft.</summary>
internal sealed record LeftOut(string File, LeftOutReason Reason, string Detail = "");
