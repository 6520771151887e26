"""Well-known cities of countries and of Chinese provincial units: latitude and longitude, to two places.

Boxes overlap along every border; a point that stands in such a city is surely there. The tables are
short on purpose: one to six cities a region, none within half a degree of a border city listed nowhere.
"""

from functools import cache

CITIES_OF_COUNTRIES = """
Afghanistan | 34.53 69.17
Algeria | 36.75 3.06
Angola | -8.84 13.23
Argentina | -34.60 -58.38; -31.42 -64.18
Armenia | 40.18 44.51
Australia | -33.87 151.21; -37.81 144.96; -27.47 153.03; -31.95 115.86; -35.28 149.13
Austria | 48.21 16.37; 47.07 15.44; 47.27 11.39
Azerbaijan | 40.41 49.87
Bangladesh | 23.81 90.41; 22.36 91.78
Belarus | 53.90 27.57
Belgium | 50.85 4.35; 51.22 4.40; 51.05 3.72
Bolivia | -16.50 -68.15
Botswana | -24.65 25.91
Brazil | -23.55 -46.63; -22.91 -43.17; -15.79 -47.88; -3.12 -60.02
Bulgaria | 42.70 23.32
Burkina Faso | 12.37 -1.52
Cambodia | 11.56 104.92
Cameroon | 3.85 11.50
Canada | 43.65 -79.38; 45.50 -73.57; 49.28 -123.12; 45.42 -75.70; 51.05 -114.07
Chile | -33.45 -70.67
China | 39.90 116.40; 31.23 121.47; 23.13 113.26; 22.54 114.06; 30.57 104.07; 34.34 108.94; 30.59 114.30; 43.83 87.62
Colombia | 4.71 -74.07
Costa Rica | 9.93 -84.08
Croatia | 45.81 15.98
Cuba | 23.11 -82.37
Czech Republic | 50.08 14.44; 49.20 16.61
Democratic Republic of the Congo | -4.44 15.27
Denmark | 55.68 12.57; 56.16 10.20
Ecuador | -0.18 -78.47
Egypt | 30.04 31.24
Estonia | 59.44 24.75
Ethiopia | 9.01 38.76
Finland | 60.17 24.94; 60.45 22.27
France | 48.86 2.35; 45.76 4.84; 43.30 5.37; 43.60 1.44; 50.63 3.07
Gabon | 0.42 9.47
Georgia | 41.72 44.79
Germany | 52.52 13.40; 48.14 11.58; 53.55 9.99; 50.11 8.68; 50.94 6.96
Ghana | 5.60 -0.19
Greece | 37.98 23.73
Guatemala | 14.63 -90.51
Guinea | 9.64 -13.58
Hong Kong | 22.30 114.17
Hungary | 47.50 19.04
Iceland | 64.15 -21.94
India | 28.61 77.21; 19.08 72.88; 12.97 77.59; 22.57 88.36; 13.08 80.27; 17.39 78.49
Indonesia | -6.21 106.85
Iran | 35.69 51.39
Iraq | 33.31 44.37
Ireland | 53.35 -6.26
Israel | 32.08 34.78
Italy | 41.90 12.50; 45.46 9.19; 40.85 14.27; 45.07 7.69
Japan | 35.68 139.69; 34.69 135.50; 43.06 141.35; 33.59 130.40
Jordan | 31.95 35.93
Kazakhstan | 51.17 71.45; 43.24 76.89
Kenya | -1.29 36.82
Kyrgyzstan | 42.87 74.59
Laos | 17.98 102.63
Latvia | 56.95 24.11
Lebanon | 33.89 35.50
Lithuania | 54.69 25.28
Luxembourg | 49.61 6.13
Macau | 22.20 113.55
Madagascar | -18.88 47.51
Malawi | -13.96 33.79
Malaysia | 3.14 101.69
Mali | 12.64 -8.00
Mexico | 19.43 -99.13; 25.69 -100.32; 20.67 -103.35
Mongolia | 47.89 106.91
Morocco | 33.57 -7.59
Mozambique | -25.97 32.57
Myanmar | 16.87 96.20
Nepal | 27.72 85.32
Netherlands | 52.37 4.90; 51.92 4.48; 52.09 5.12
New Zealand | -36.85 174.76; -41.29 174.78
Nigeria | 6.52 3.38; 9.08 7.40
North Korea | 39.03 125.75
Norway | 59.91 10.75; 60.39 5.32
Pakistan | 24.86 67.00; 31.55 74.34; 33.68 73.05
Panama | 8.98 -79.52
Papua New Guinea | -9.44 147.18
Peru | -12.05 -77.04
Philippines | 14.60 120.98
Poland | 52.23 21.01; 50.06 19.94
Portugal | 38.72 -9.14; 41.15 -8.61
Republic of the Congo | -4.26 15.24
Romania | 44.43 26.10
Russia | 55.76 37.62; 59.93 30.34; 55.03 82.92; 43.12 131.89
Rwanda | -1.94 30.06
Saudi Arabia | 24.71 46.68
Senegal | 14.72 -17.47
Serbia | 44.79 20.45
Sierra Leone | 8.47 -13.23
Singapore | 1.35 103.82
Slovakia | 48.15 17.11
Slovenia | 46.06 14.51
South Africa | -26.20 28.05; -33.92 18.42; -29.86 31.03
South Korea | 37.57 126.98; 35.18 129.08; 36.35 127.38
Spain | 40.42 -3.70; 41.39 2.17; 39.47 -0.38
Sri Lanka | 6.93 79.86
Sudan | 15.50 32.56
Sweden | 59.33 18.07; 57.71 11.97; 55.60 13.00; 59.86 17.64
Switzerland | 47.38 8.54; 46.20 6.14; 47.56 7.59; 46.95 7.45
Syria | 33.51 36.29
Taiwan | 25.03 121.57; 22.63 120.30; 24.15 120.67
Tanzania | -6.79 39.21
Thailand | 13.76 100.50; 18.79 98.98
Tunisia | 36.81 10.18
Turkey | 41.01 28.98; 39.93 32.86
Uganda | 0.35 32.58
Ukraine | 50.45 30.52
United Arab Emirates | 25.20 55.27
United Kingdom | 51.51 -0.13; 52.21 0.12; 55.95 -3.19; 53.48 -2.24; 51.75 -1.26
Uruguay | -34.90 -56.19
USA | 40.71 -74.01; 34.05 -118.24; 41.88 -87.63; 29.76 -95.37; 42.36 -71.06; 47.61 -122.33; 38.91 -77.04; 37.77 -122.42; 32.72 -117.16; 42.33 -83.05
Uzbekistan | 41.30 69.24
Venezuela | 10.48 -66.90
Viet Nam | 21.03 105.85; 10.82 106.63
Zambia | -15.39 28.32
Zimbabwe | -17.83 31.05
"""

CITIES_OF_PROVINCES = """
Anhui | 31.82 117.23; 31.35 118.43; 32.92 117.39; 30.54 117.06; 31.67 118.51; 33.96 116.80; 29.71 118.34
Beijing | 39.90 116.40; 40.22 116.23; 40.37 116.83
Chongqing | 29.56 106.55; 30.81 108.41; 29.71 107.39
Fujian | 26.07 119.30; 24.48 118.09; 24.87 118.68; 26.64 118.18; 25.08 117.02
Gansu | 36.06 103.83; 40.14 94.66; 38.93 100.45; 34.58 105.72; 39.73 98.49
Guangdong | 23.13 113.26; 22.54 114.06; 23.35 116.68; 21.27 110.36; 24.81 113.60; 22.27 113.58; 23.02 113.12
Guangxi | 22.82 108.37; 25.27 110.29; 24.33 109.41; 21.48 109.12; 23.48 111.28
Guizhou | 26.65 106.63; 27.73 106.93; 26.59 104.83
Hainan | 20.04 110.34; 18.25 109.51
Hebei | 38.04 114.51; 38.87 115.46; 39.63 118.18; 36.63 114.54; 40.77 114.88; 40.95 117.96; 39.54 116.68
Heilongjiang | 45.80 126.53; 47.35 123.92; 46.59 125.10; 44.55 129.63
Henan | 34.75 113.63; 34.62 112.45; 34.80 114.31; 32.15 114.09; 33.00 112.53; 35.30 113.93
Hong Kong | 22.30 114.17
Hubei | 30.59 114.30; 30.69 111.29; 32.01 112.12; 32.63 110.80; 30.33 112.24; 30.40 114.89
Hunan | 28.23 112.94; 26.89 112.57; 29.36 113.13; 27.83 113.13; 29.03 111.70; 28.31 109.74
Inner Mongolia | 40.84 111.75; 40.66 109.84; 42.26 118.89; 49.21 119.77; 39.61 109.78
Jiangsu | 32.06 118.80; 31.30 120.58; 31.57 120.30; 34.26 117.19; 32.39 119.41; 31.98 120.89; 33.35 120.16
Jiangxi | 28.68 115.86; 25.83 114.93; 29.71 116.00; 27.11 114.99; 28.45 117.94
Jilin | 43.82 125.32; 43.84 126.55; 42.89 129.51
Liaoning | 41.81 123.43; 38.91 121.61; 41.11 122.99; 41.10 121.13
Macau | 22.20 113.55
Ningxia | 38.49 106.23; 36.02 106.24
Qinghai | 36.62 101.78; 36.42 94.90
Shaanxi | 34.34 108.94; 34.36 107.24; 33.07 107.02; 38.29 109.73; 36.59 109.49
Shandong | 36.65 117.12; 36.07 120.38; 37.46 121.45; 35.41 116.59; 36.71 119.16; 36.20 117.09
Shanghai | 31.23 121.47; 31.03 121.23
Shanxi | 37.87 112.55; 40.08 113.30; 36.09 111.52; 35.03 111.01
Sichuan | 30.57 104.07; 31.47 104.68; 27.89 102.26; 28.75 104.64; 30.84 106.11; 29.55 103.77
Taiwan | 25.03 121.57; 22.63 120.30; 24.15 120.67
Tianjin | 39.13 117.20; 39.02 117.65
Tibet | 29.65 91.14; 29.27 88.88; 29.65 94.36
Xinjiang | 43.83 87.62; 39.47 75.99; 43.92 81.32; 41.76 86.15; 37.11 79.92
Yunnan | 25.04 102.71; 25.61 100.27; 21.98 100.80; 26.86 100.23; 25.49 103.80
Zhejiang | 30.27 120.15; 29.87 121.55; 28.00 120.67; 30.75 120.75; 29.08 119.65; 28.66 121.42
"""


def parse(table: str) -> dict[str, tuple[tuple[float, float], ...]]:
    """Cities by the name of their region."""
    cities: dict[str, tuple[tuple[float, float], ...]] = {}
    for line in table.strip().splitlines():
        name, _, points = line.partition("|")
        pairs = (point.split() for point in points.split(";"))
        cities[name.strip()] = tuple((float(north), float(east)) for north, east in pairs)
    return cities


@cache
def cities_of_countries() -> dict[str, tuple[tuple[float, float], ...]]:
    """Cities by the usual name of their country."""
    return parse(CITIES_OF_COUNTRIES)


@cache
def cities_of_provinces() -> dict[str, tuple[tuple[float, float], ...]]:
    """Cities by the usual name of their provincial unit of China."""
    return parse(CITIES_OF_PROVINCES)
