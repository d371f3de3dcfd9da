using static System.Math;

namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Groups positions on the globe so that each one of a group is within some distance of another one of it
/// (single-linkage clustering, cut at that distance).
/// </summary>
/// <remarks>
/// Positions are hashed into cubes so small that all in one are within the distance of each other; only cubes nearby
/// are then compared, place by place, until a pair is found. To bound the comparisons, of places within a twentieth of
/// the distance from each other in one cube only the first is compared: between crowds the distance is told to that
/// much.
/// </remarks>
internal static class NearGroups
{
    // Two cubes further apart than this in one direction hold no pair within the distance, which is √3 sides.
    private const int Reach = 2;

    private const int PartsOfSide = 20;

    /// <summary>The group of each position: the index of its first member.</summary>
    /// <param name="distance">In metres, above 0.</param>
    public static int[] Of(IReadOnlyList<GeoPoint> positions, double distance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distance);
        var cubes = new Dictionary<Cube, List<(int Index, Place Place)>>();
        var taken = new HashSet<Cube>();
        var groups = Enumerable.Range(0, positions.Count).ToArray();
        var side = distance / Sqrt(3);
        for (var i = 0; i < positions.Count; i++)
        {
            var place = Place.Of(positions[i]);
            var cube = place.Within(side);
            if (!cubes.TryGetValue(cube, out var held))
                cubes.Add(cube, held = []);
            else
                Join(groups, held[0].Index, i);
            if (taken.Add(place.Within(side / PartsOfSide)) || held.Count == 0)
                held.Add((i, place));
        }

        foreach (var (cube, held) in cubes)
        {
            foreach (var near in cube.Following(Reach))
            {
                if (cubes.TryGetValue(near, out var others)
                    && RootOf(groups, held[0].Index) != RootOf(groups, others[0].Index)
                    && AreNear(held, others, distance))
                    Join(groups, held[0].Index, others[0].Index);
            }
        }

        for (var i = 0; i < groups.Length; i++)
            groups[i] = RootOf(groups, i);
        return groups;
    }

    private static bool AreNear(
        List<(int Index, Place Place)> some, List<(int Index, Place Place)> others, double distance)
    {
        foreach (var (_, a) in some)
        {
            foreach (var (_, b) in others)
            {
                if (a.SquaredDistanceTo(b) <= distance * distance)
                    return true;
            }
        }

        return false;
    }

    // Union-find with the smaller index as root and paths halved on the way.
    private static void Join(int[] groups, int a, int b)
    {
        (a, b) = (RootOf(groups, a), RootOf(groups, b));
        groups[Max(a, b)] = Min(a, b);
    }

    private static int RootOf(int[] groups, int index)
    {
        while (groups[index] != index)
            index = groups[index] = groups[groups[index]];
        return index;
    }

    /// <summary>A place in space, in metres from the middle of a globe.</summary>
    private readonly record struct Place(double X, double Y, double Z)
    {
        public static Place Of(GeoPoint point)
        {
            var (sinLatitude, cosLatitude) = SinCos(double.DegreesToRadians(point.Latitude));
            var (sinLongitude, cosLongitude) = SinCos(double.DegreesToRadians(point.Longitude));
            return new Place(
                GeoDistance.EarthRadius * cosLatitude * cosLongitude,
                GeoDistance.EarthRadius * cosLatitude * sinLongitude,
                GeoDistance.EarthRadius * sinLatitude);
        }

        public Cube Within(double side) => new((long)Floor(X / side), (long)Floor(Y / side), (long)Floor(Z / side));

        public double SquaredDistanceTo(Place other)
        {
            var (x, y, z) = (other.X - X, other.Y - Y, other.Z - Z);
            return x * x + y * y + z * z;
        }
    }

    private readonly record struct Cube(long X, long Y, long Z)
    {
        /// <summary>Half of the cubes around, so that each pair of cubes comes up once.</summary>
        public IEnumerable<Cube> Following(int reach)
        {
            for (var x = 0; x <= reach; x++)
            {
                for (var y = x == 0 ? 0 : -reach; y <= reach; y++)
                {
                    for (var z = x == 0 && y == 0 ? 1 : -reach; z <= reach; z++)
                        yield return new Cube(X + x, Y + y, Z + z);
                }
            }
        }
    }
}
